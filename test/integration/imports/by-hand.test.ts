import { beforeEach, expect, it } from 'vitest'
import type { TenantContext, Viewer } from '../../../server/domain/context'
import { changeAdult } from '../../../server/domain/people/change-adult'
import { changeGuardianship } from '../../../server/domain/people/change-guardianship'
import { changeStudent } from '../../../server/domain/people/change-student'
import { endAdult } from '../../../server/domain/people/end-adult'
import { endEnrolment } from '../../../server/domain/people/end-enrolment'
import { endStudent } from '../../../server/domain/people/end-student'
import { enrolStudent } from '../../../server/domain/people/enrol-student'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { systemContext } from '../../../server/domain/context'
import { aSmallSchool, aUserRow, type Cells, importBundle } from '../../helpers/bundle'
import { localDay } from '../../helpers/school/local-day'
import { serial } from '../../helpers/school/names'
import { aUser } from '../../helpers/school/people'
import { rows } from '../../helpers/school/rows'

let ctx: TenantContext
let office: TenantContext<Viewer>

beforeEach(async () => {
  ctx = systemContext(await createTenant({ slug: `hands-${serial()}`, name: 'School', timeZone: 'Europe/Kyiv', locale: 'uk' }))
  await importBundle(ctx, aSmallSchool())
  office = (await aUser(ctx.tenant, 'admin')).context
})

const idOf = async (table: string, sourcedId: string) => (await rows<{ id: string }>(`select id from ${table} where "tenantId" = $1 and "sourcedId" = $2`, [ctx.tenant.id, sourcedId]))[0]?.id ?? ''
const places = async (student: string) => rows(`select g."sourcedId" as "group", e."to" is null as open from enrolments e join groups g on g.id = e."groupId"
  where e."studentId" = $1 order by 1`, [await idOf('students', student)])
const again = () => importBundle(ctx, aSmallSchool())
const unchanged = { students: 3, enrolments: 3, assignments: 1, guardianships: 4 }

it('a move by hand is not undone by the next import', async () => {
  await enrolStudent(office, await idOf('students', 'anna'), { groupId: await idOf('groups', '1b'), leaves: await idOf('groups', '1a') })
  expect(await again()).toMatchObject({ ok: true, unchanged })
  expect(await places('anna')).toEqual([{ group: '1a', open: false }, { group: '1b', open: true }])
})

it('a place that was taken back before its first day does not begin', async () => {
  await endEnrolment(office, await idOf('enrolments', 'borys-1a'), '2026-08-01')
  expect(await again()).toMatchObject({ ok: true, unchanged })
  expect(await rows('select 1 from enrolments where "studentId" = $1 and ("to" is null or "to" > \'1900-01-02\')', [await idOf('students', 'borys')])).toEqual([])
})

it('a child who left by hand stays away, and one whom an import ended comes back with it', async () => {
  await endStudent(office, await idOf('students', 'anna'), localDay(ctx.tenant.timeZone, -1))
  await again()
  expect(await rows('select 1 from students where "tenantId" = $1 and "endedAt" is not null', [ctx.tenant.id])).toHaveLength(1)
  expect(await places('anna')).toEqual([{ group: '1a', open: false }])
  const school = aSmallSchool()
  await importBundle(ctx, { ...school, users: school.users.filter(user => user.sourcedId !== 'borys'), enrollments: school.enrollments.filter(row => row.userSourcedId !== 'borys') })
  await again()
  expect(await rows('select "sourcedId" from students where "tenantId" = $1 and "endedAt" is not null', [ctx.tenant.id])).toEqual([{ sourcedId: 'anna' }])
})

it('names, addresses and rights that the school gave stay, all others follow the bundle', async () => {
  await changeStudent(office, await idOf('students', 'anna'), { familyName: 'Married' })
  await changeAdult(office, await idOf('users', 'olga'), { email: 'olga@new.example', givenName: 'Olha' })
  const [link] = await rows<{ id: string }>('select id from guardianships where "tenantId" = $1 and "userId" = $2 limit 1', [ctx.tenant.id, await idOf('users', 'olga')])
  await changeGuardianship(office, link?.id ?? '', { maySeeRecords: false, to: localDay(ctx.tenant.timeZone, -1) })
  const school = aSmallSchool()
  await importBundle(ctx, { ...school, users: school.users.map(user => ({ ...user, familyName: 'Renamed' })) })
  expect(await rows('select name from students where "tenantId" = $1 order by name', [ctx.tenant.id])).toEqual([{ name: 'Anna Married' }, { name: 'Borys Renamed' }, { name: 'Vira Renamed' }])
  expect(await rows('select name, email from users where "tenantId" = $1 and "sourcedId" in (\'olga\', \'petro\') order by 2', [ctx.tenant.id]))
    .toEqual([{ name: 'Olha Test', email: 'olga@new.example' }, { name: 'Petro Renamed', email: 'petro@home.example' }])
  expect(await rows('select "maySeeRecords", "to" is null as open from guardianships where id = $1', [link?.id])).toEqual([{ maySeeRecords: false, open: false }])
})

it('whom the school ended is not opened again, and a role that it took is not given back', async () => {
  await endAdult(office, await idOf('users', 'petro'))
  await changeAdult(office, await idOf('users', 'ivan'), { roles: ['parent'] })
  const { ok } = await again()
  expect(ok).toBe(true)
  expect(await rows('select "endedAt" is not null as ended, email from users where id = $1', [await idOf('users', 'petro')])).toEqual([{ ended: true, email: null }])
  expect(await rows('select role from user_roles where "userId" = $1', [await idOf('users', 'ivan')])).toEqual([{ role: 'parent' }])
})

it('birth dates come from demographics.csv, in a whole bundle or as news, and a day given by hand stays', async () => {
  const born = () => rows('select "sourcedId" as id, "birthDate" from students where "tenantId" = $1 order by 1', [ctx.tenant.id])
  const demographics: Cells[] = [{ sourcedId: 'anna', birthDate: '2015-03-01', sex: 'female' }, { sourcedId: 'borys', birthDate: '2014-11-30' }, { sourcedId: 'nobody', birthDate: '2014-11-30' }]
  const first = await importBundle(ctx, { ...aSmallSchool(), demographics })
  expect(first).toMatchObject({ ok: true, changed: { students: 2 }, warnings: [{ file: 'demographics.csv', line: 4, column: 'sourcedId', code: 'unknown_reference' }] })
  expect(await born()).toEqual([{ id: 'anna', birthDate: '2015-03-01' }, { id: 'borys', birthDate: '2014-11-30' }, { id: 'vira', birthDate: null }])
  await changeStudent(office, await idOf('students', 'borys'), { birthDate: '2014-12-01' })
  expect(await importBundle(ctx, { ...aSmallSchool(), demographics })).toMatchObject({ changed: { students: 0 }, unchanged: { students: 3 } })
  const news = [{ sourcedId: 'anna', birthDate: '2015-03-02' }, { sourcedId: 'borys', birthDate: '2010-01-01' }]
  expect(await importBundle(ctx, { demographics: news }, { mode: 'delta' })).toMatchObject({ ok: true, changed: { students: 1 } })
  expect(await born()).toMatchObject([{ birthDate: '2015-03-02' }, { birthDate: '2014-12-01' }, { birthDate: null }])
  // Whole without the file: nothing is said of birth dates, so they stay.
  await importBundle(ctx, aSmallSchool())
  expect(await born()).toMatchObject([{ birthDate: '2015-03-02' }, { birthDate: '2014-12-01' }, { birthDate: null }])
})

it('refuses a birth date that is none', async () => {
  const { ok, errors } = await importBundle(ctx, { ...aSmallSchool(), users: [aUserRow('anna', 'student')], demographics: [{ sourcedId: 'anna', birthDate: '31.12.2015' }] }, { dryRun: true })
  expect({ ok, code: errors.find(error => error.file === 'demographics.csv')?.code }).toEqual({ ok: false, code: 'bad_date' })
})
