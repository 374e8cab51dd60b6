import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemContext, type TenantContext } from '../../../server/domain/context'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { anEnrolmentRow, aSmallSchool, aUserRow, type BundleRows, type Cells, headerOf, importBundle, nothing } from '../../helpers/bundle'
import { insert, rows } from '../../helpers/school/rows'
import { serial } from '../../helpers/school/names'
import { riverside } from '../../helpers/schools'

const whole = { ...nothing, branches: 1, terms: 2, groups: 2, users: 4, students: 3, guardianships: 4, enrolments: 3, assignments: 1 }

let ctx: TenantContext

const newSchool = async () => systemContext(await createTenant({ slug: `school-${serial()}`, name: 'School', timeZone: 'Europe/Kyiv', locale: 'uk' }))
beforeEach(async () => {
  ctx = await newSchool()
})

const here = <Row extends Record<string, unknown>>(text: string, of = ctx) => rows<Row>(text, [of.tenant.id])
const where = (issues: { file: string, line: number, column: string, code: string }[]) => issues.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)

/** Everything that an import may touch, without ids and instants. */
async function picture(of: TenantContext) {
  return {
    groups: await here(`
      select g."sourcedId", g.name, g."courseName", b.name as branch, g."endedAt" is not null as ended, array(
        select t.name from group_terms l join terms t on t.id = l."termId" where l."groupId" = g.id order by 1) as terms
      from groups g join branches b on b.id = g."branchId" where g."tenantId" = $1 order by 1`, of),
    people: await here(`
      select u."sourcedId", u.name, u.email, u."endedAt" is not null as ended, array(
        select role::text from user_roles r where r."userId" = u.id order by 1) as roles
      from users u where u."tenantId" = $1 order by 1`, of),
    students: await here(`select "sourcedId", name, "endedAt" is not null as ended from students where "tenantId" = $1 order by 1`, of),
    links: await here(`
      select s."sourcedId" as child, u.name as parent, g.priority, g."to" from guardianships g
      join students s on s.id = g."studentId" join users u on u.id = g."userId" where g."tenantId" = $1 order by 1, 2`, of),
    enrolments: await here(`select "sourcedId", "from", "to", "endedAt" is not null as ended from enrolments where "tenantId" = $1 order by 1`, of),
    assignments: await here(`select "sourcedId", "from", "to", role from assignments where "tenantId" = $1 order by 1`, of),
  }
}

/** The small school after everybody has left. */
function emptied(): BundleRows {
  const school = aSmallSchool()
  return { ...school, users: headerOf(school.users), enrollments: headerOf(school.enrollments), classes: headerOf(school.classes) }
}

describe('a bundle', () => {
  it('is brought in whole, and a second time changes nothing', async () => {
    expect(await importBundle(ctx, aSmallSchool())).toMatchObject({ ok: true, added: whole, errors: [], warnings: [] })
    const before = await picture(ctx)
    expect(await importBundle(ctx, aSmallSchool())).toMatchObject({ added: nothing, changed: nothing, removed: nothing, unchanged: whole })
    expect(await picture(ctx)).toEqual(before)
    expect(before.groups).toEqual([
      { sourcedId: '1a', name: '1 A', courseName: 'Mathematics', branch: 'School', ended: false, terms: ['Autumn', 'Year'] },
      { sourcedId: '1b', name: '1 B', courseName: 'Mathematics', branch: 'School', ended: false, terms: ['Autumn'] },
    ])
    expect(before.links.map(({ child, parent, priority }) => `${priority} ${child} ${parent}`))
      .toEqual(['1 anna Olga Test', '2 anna Petro Test', '1 borys Olga Test', '1 vira Hanna Test'])
    // OneRoster's end dates are not part of what they end.
    expect(await here(`select "endsOn" from terms where "tenantId" = $1 and "sourcedId" = 'autumn'`)).toEqual([{ endsOn: '2026-12-31' }])
  })

  it('gives the same school in whatever order its rows, columns and files come, however often', { timeout: 120_000 }, async () => {
    await importBundle(ctx, withTwins())
    const expected = await picture(ctx)
    await fc.assert(fc.asyncProperty(shuffledBundle(withTwins()), async (shuffled) => {
      const other = await newSchool()
      await importBundle(other, shuffled)
      expect(await picture(other)).toEqual(expected)
      expect(await importBundle(other, withTwins())).toMatchObject({ added: nothing, changed: nothing, removed: nothing })
    }), { numRuns: 8 })
  })

  it('keeps to its own tenant', async () => {
    await importBundle(ctx, aSmallSchool())
    expect(await rows('select 1 from students where "tenantId" = $1', [riverside.tenant.id])).toEqual([])
    const { sourcedId } = await insert<{ sourcedId: string }>('students', { tenantId: riverside.tenant.id, name: 'Anna', sourcedId: 'anna' })
    expect(await importBundle(ctx, emptied())).toMatchObject({ ok: true, removed: { students: 3 } })
    expect(await rows('select 1 from students where "tenantId" = $1 and "sourcedId" = $2 and "endedAt" is null', [riverside.tenant.id, sourcedId])).toHaveLength(1)
  })
})

/** With the same person as teacher and as parent, an address of two, and a row given twice. */
function withTwins(): BundleRows {
  const school = aSmallSchool()
  return { ...school, users: [
    ...school.users,
    aUserRow('zoya-t', 'teacher', { givenName: 'Zoya', email: 'zoya@home.example' }),
    aUserRow('zoya-p', 'parent', { givenName: 'Zoya', email: 'Zoya@home.example', agentSourcedIds: 'borys' }),
    aUserRow('ostap', 'parent', { email: 'olga@home.example', agentSourcedIds: 'vira' }),
    aUserRow('vira', 'student'),
  ] }
}

function shuffledBundle(files: BundleRows): fc.Arbitrary<BundleRows> {
  const shuffle = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length })
  const shuffledRows = fc.record(Object.fromEntries(Object.entries(files).map(([name, list]) => [name, typeof list === 'string'
    ? fc.constant(list)
    : shuffle(list).chain(inOrder => shuffle(Object.keys(inOrder[0] ?? {})).map(columns =>
        inOrder.map(row => Object.fromEntries([...columns, ...Object.keys(row)].map(column => [column, row[column] ?? ''])))))])))
  return fc.tuple(shuffledRows, shuffle(Object.keys(files))).map(([all, order]) => Object.fromEntries(order.map(name => [name, all[name] ?? []])))
}

describe('people', () => {
  it('are one user with two roles when name and address are those of a teacher and of a parent', async () => {
    const summary = await importBundle(ctx, withTwins())
    expect(summary.added).toMatchObject({ users: 6, students: 3, guardianships: 6 })
    expect((await picture(ctx)).people.filter(({ name }) => name === 'Zoya Test')).toEqual([
      { sourcedId: 'zoya-p', name: 'Zoya Test', email: 'zoya@home.example', ended: false, roles: ['parent', 'teacher'] },
    ])
  })

  it('go without a sign-in when somebody has their address, with all their links', async () => {
    await insert('users', { tenantId: ctx.tenant.id, name: 'Somebody', email: 'hanna@home.example' })
    const summary = await importBundle(ctx, aSmallSchool())
    expect(where(summary.warnings)).toEqual(['users.csv:7:email shared_address'])
    expect(await here(`
      select u.email, s."sourcedId" as child from users u join guardianships g on g."userId" = u.id join students s on s.id = g."studentId"
      where u."tenantId" = $1 and u."sourcedId" = 'hanna'`)).toEqual([{ email: null, child: 'vira' }])
    expect(await importBundle(ctx, aSmallSchool())).toMatchObject({ added: nothing, changed: nothing })
  })

  it('may swap addresses, pass them on, and take one that is given up, in one import', async () => {
    const school = aSmallSchool()
    const given = (addresses: Record<string, string>, more: Cells[] = []) => importBundle(ctx, {
      ...school, users: [...school.users.map(row => ({ ...row, email: addresses[row.sourcedId ?? ''] ?? row.email ?? '' })), ...more],
    })
    const addresses = async () => Object.fromEntries((await here<{ sourcedId: string, email: string | null }>(
      `select "sourcedId", email from users where "tenantId" = $1 and "sourcedId" is not null`)).map(({ sourcedId, email }) => [sourcedId, email]))
    await importBundle(ctx, school)
    await rows(`update users set "emailVerified" = true where "tenantId" = $1`, [ctx.tenant.id])

    expect(await given({ olga: 'petro@home.example', petro: 'olga@home.example', hanna: 'hanna@new.example' }, [
      aUserRow('nina', 'parent', { email: 'hanna@home.example', agentSourcedIds: 'vira' }),
    ])).toMatchObject({ ok: true, changed: { users: 3 }, added: { users: 1 }, warnings: [] })
    expect(await addresses()).toEqual({
      olga: 'petro@home.example', petro: 'olga@home.example', hanna: 'hanna@new.example', nina: 'hanna@home.example', ivan: 'ivan@school.example',
    })
    expect(await here(`select "sourcedId" from users where "tenantId" = $1 and "emailVerified"`)).toEqual([{ sourcedId: 'ivan' }])
  })

  it('keep their addresses, and others go without, when the last of a row of changes cannot be', async () => {
    await insert('users', { tenantId: ctx.tenant.id, name: 'Somebody', email: 'taken@home.example' })
    const school = aSmallSchool()
    await importBundle(ctx, school)
    const wanted: Record<string, string> = { olga: 'petro@home.example', petro: 'hanna@home.example', hanna: 'taken@home.example', ivan: 'ivan@new.example' }
    const users = school.users.map(row => ({ ...row, email: wanted[row.sourcedId ?? ''] ?? row.email ?? '' }))

    expect(where((await importBundle(ctx, { ...school, users })).warnings)).toEqual([5, 6, 7].map(line => `users.csv:${line}:email shared_address`))
    expect(await here(`select "sourcedId", email from users where "tenantId" = $1 and "sourcedId" is not null order by 1`)).toEqual([
      { sourcedId: 'hanna', email: 'hanna@home.example' }, { sourcedId: 'ivan', email: 'ivan@new.example' },
      { sourcedId: 'olga', email: 'olga@home.example' }, { sourcedId: 'petro', email: 'petro@home.example' },
    ])
  })

  it('keep the sign-in they have when the file has no address for them', async () => {
    await importBundle(ctx, aSmallSchool())
    const school = aSmallSchool()
    const users = school.users.map(row => ({ ...row, email: '' }))
    expect(await importBundle(ctx, { ...school, users })).toMatchObject({ changed: nothing })
    expect(await here(`select email from users where "tenantId" = $1 and "sourcedId" = 'olga'`)).toEqual([{ email: 'olga@home.example' }])
  })

  it('never become administrators', async () => {
    const school = aSmallSchool()
    const roles = ['administrator', 'systemAdministrator', 'principal', 'siteAdministrator', 'districtAdministrator', 'proctor', 'counselor', 'ext:owner']
    const summary = await importBundle(ctx, { ...school, users: [...school.users, ...roles.map((role, i) => aUserRow(`boss${i}`, role, { email: `boss${i}@school.example` }))] })
    expect(summary).toMatchObject({ ok: true, added: { users: 4 + roles.length } })
    expect(summary.warnings.map(({ code }) => code)).toEqual(roles.map(() => 'role_not_granted'))
    expect(await here(`select distinct role::text from user_roles where "tenantId" = $1 order by 1`)).toEqual([{ role: 'parent' }, { role: 'teacher' }])
  })
})

describe('a later bundle', () => {
  beforeEach(async () => {
    await importBundle(ctx, aSmallSchool())
  })

  it('in bulk ends what an import brought and nothing else', async () => {
    const hand = await insert<{ id: string }>('students', { tenantId: ctx.tenant.id, name: 'By Hand' })
    const [olga] = await here<{ id: string }>(`select id from users where "tenantId" = $1 and "sourcedId" = 'olga'`)
    await insert('guardianships', { tenantId: ctx.tenant.id, userId: olga?.id, studentId: hand.id })
    const school = aSmallSchool()
    const summary = await importBundle(ctx, {
      ...school,
      users: school.users.filter(({ sourcedId }) => !['vira', 'hanna'].includes(sourcedId ?? '')),
      classes: school.classes.filter(({ sourcedId }) => sourcedId !== '1b'),
      enrollments: school.enrollments.filter(({ userSourcedId }) => userSourcedId !== 'vira'),
    })
    expect(summary).toMatchObject({ ok: true, added: nothing, removed: { ...nothing, groups: 1, users: 1, students: 1, guardianships: 1, enrolments: 1 } })
    expect(await here(`select name from students where "tenantId" = $1 and "endedAt" is not null`)).toEqual([{ name: 'Vira Test' }])
    expect(await here(`select 1 from guardianships where "tenantId" = $1 and "to" is null and not imported`)).toHaveLength(1)

    const again = { ...nothing, groups: 1, users: 1, students: 1, guardianships: 1, enrolments: 1 }
    expect(await importBundle(ctx, school)).toMatchObject({ changed: again, added: nothing })
    expect((await picture(ctx)).enrolments).toEqual([
      { sourcedId: 'anna-1a', from: '2026-09-01', to: null, ended: false },
      { sourcedId: 'borys-1a', from: '2026-09-01', to: null, ended: false },
      { sourcedId: 'vira-1b', from: '2026-09-01', to: null, ended: false },
    ])
  })

  it('in delta adds, changes and deletes what it names, and leaves the rest', async () => {
    const summary = await importBundle(ctx, {
      users: [
        aUserRow('anna', 'student', { givenName: 'Anna-Maria', agentSourcedIds: 'olga,petro' }),
        { sourcedId: 'hanna', status: 'tobedeleted', givenName: '', familyName: '', role: '' },
        aUserRow('dmytro', 'student'),
      ],
      enrollments: [anEnrolmentRow('dmytro-1b', '1b', 'dmytro'), { sourcedId: 'borys-1a', status: 'TobeDeleted', classSourcedId: '', userSourcedId: '', role: '' }],
    }, { mode: 'delta' })
    expect(summary).toMatchObject({
      ok: true,
      added: { ...nothing, students: 1, enrolments: 1 },
      changed: { ...nothing, students: 1 },
      removed: { ...nothing, users: 1, guardianships: 1, enrolments: 1 },
    })
  })

  it('does not begin a guardianship again that the school has ended', async () => {
    await rows(`
      update guardianships set "to" = '2026-01-01'
      where "tenantId" = $1 and "studentId" = (select id from students where "tenantId" = $1 and "sourcedId" = 'vira')`, [ctx.tenant.id])
    const summary = await importBundle(ctx, aSmallSchool())
    expect(summary).toMatchObject({ added: nothing, changed: nothing })
    expect(where(summary.warnings)).toEqual(['users.csv:7:agentSourcedIds guardianship_withdrawn'])
  })

  it('leaves a person whom the school made an administrator', async () => {
    const [ivan] = await here<{ id: string }>(`select id from users where "tenantId" = $1 and "sourcedId" = 'ivan'`)
    await insert('user_roles', { tenantId: ctx.tenant.id, userId: ivan?.id, role: 'admin' })
    const summary = await importBundle(ctx, emptied())
    expect(summary.removed).toMatchObject({ users: 3, students: 3 })
    expect(await here(`select "endedAt" from users where "tenantId" = $1 and "sourcedId" = 'ivan'`)).toEqual([{ endedAt: null }])
    expect(where(summary.warnings)).toEqual(['users.csv:0:sourcedId kept_staff'])
  })
})
