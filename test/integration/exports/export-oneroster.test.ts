import { existsSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { systemContext, type TenantContext } from '../../../server/domain/context'
import { seedDemo } from '../../../server/domain/demo/seed-demo'
import { importOneRoster } from '../../../server/domain/imports/import-oneroster'
import { openBundle } from '../../../server/domain/imports/sources/open-path'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { aSmallSchool, importBundle, nothing } from '../../helpers/bundle'
import { asSource, exported } from '../../helpers/exported'
import { serial } from '../../helpers/school/names'
import { rows } from '../../helpers/school/rows'
import { aSkill, anAssessment, aSprint } from '../../helpers/school/skills'
import { arsenal, riverside } from '../../helpers/schools'

const CONTOSO = '../shared/data/oneroster-contoso'
/** What an import makes nothing of. */
const NOT_READ = new Set(['manifest.csv'])
const newSchool = async () => systemContext(await createTenant({ slug: `school-${serial()}`, name: 'School', timeZone: 'Europe/Kyiv', locale: 'uk' }))

const dryRun = (ctx: TenantContext, files: Map<string, string>) => importOneRoster(ctx, asSource(files), { dryRun: true })

/** Whatever a school has goes out and comes in again: here without a difference, and in an empty school whole. */
async function expectRoundTrip(ctx: TenantContext) {
  const files = await exported(ctx)
  const here = await dryRun(ctx, files)
  expect(here).toMatchObject({ ok: true, added: nothing, changed: nothing, removed: nothing, errors: [], warnings: [] })

  const empty = await newSchool()
  const taken = await importOneRoster(empty, asSource(files), {})
  expect(taken).toMatchObject({ ok: true, added: here.unchanged, errors: [], warnings: [] })
  expect(await dryRun(empty, files)).toMatchObject({ ok: true, added: nothing, changed: nothing, removed: nothing, unchanged: here.unchanged })
  // And what comes out of there is the same again.
  const sorted = (text?: string) => text?.split('\n').sort()
  const again = await exported(empty)
  for (const [name, text] of files) if (!NOT_READ.has(name)) expect(sorted(again.get(name)), name).toEqual(sorted(text))
  return { files, here }
}

let ctx: TenantContext
beforeEach(async () => {
  ctx = await newSchool()
})

describe('a small school', () => {
  beforeEach(async () => void await importBundle(ctx, aSmallSchool()))

  it('goes out as it came in', async () => {
    const { files, here } = await expectRoundTrip(ctx)
    expect(here.unchanged).toMatchObject({ branches: 1, terms: 2, groups: 2, students: 3, guardianships: 4, enrolments: 3, assignments: 1 })
    expect(files.get('manifest.csv')).toContain('file.resources,absent')
    expect(files.get('users.csv')).toMatch(/^anna,,,true,school,student,anna,,Anna,Test,,,,,,"?olga,petro/m)
  })

  it('has people and places that were made by hand, and names that are half a name', async () => {
    await rows(`update students set name = 'Cher', "givenName" = '', "familyName" = 'Cher', "sourcedId" = null where "tenantId" = $1 and "sourcedId" = 'anna'`, [ctx.tenant.id])
    await rows(`update users set "sourcedId" = null, phone = '+380 44 123 45 67' where "tenantId" = $1 and "sourcedId" = 'petro'`, [ctx.tenant.id])
    await rows(`update groups set "sourcedId" = null, "courseSourcedId" = null, "courseName" = '=Maths' where "tenantId" = $1 and "sourcedId" = '1b'`, [ctx.tenant.id])
    await rows(`insert into user_roles ("tenantId", "userId", role) select "tenantId", id, 'teacher' from users where "tenantId" = $1 and name = 'Olga Test'`, [ctx.tenant.id])
    const { files } = await expectRoundTrip(ctx)
    expect(files.get('users.csv')).toContain('+380 44 123 45 67')
    expect(files.get('courses.csv')).toContain('\'=Maths')
    expect(files.get('users.csv')).toContain(',olga-parent,')
  })

  it('says when students were born, whoever wrote it down, and of nobody who has left', async () => {
    const born = (sourcedId: string, day: string, more = '') =>
      rows(`update students set "birthDate" = $3 ${more} where "tenantId" = $1 and "sourcedId" = $2`, [ctx.tenant.id, sourcedId, day])
    await born('anna', '2015-02-28')
    await rows(`insert into students ("tenantId", name, "birthDate", "endedAt") values ($1, 'Lev Left', '2014-12-01', now())`, [ctx.tenant.id])
    await born('vira', '2016-02-29', ', "bornByHand" = true, "sourcedId" = null')
    const { files } = await expectRoundTrip(ctx)
    const text = files.get('demographics.csv') ?? ''
    expect(text).toContain('anna,,,2015-02-28,')
    expect(text).toContain(',,,2016-02-29,')
    expect(text).not.toContain('2014-12-01')
    expect(files.get('manifest.csv')).toContain('file.demographics,bulk')
    // The import does read it: another day is a change of one student.
    files.set('demographics.csv', text.replace('2015-02-28', '2015-03-01'))
    expect(await dryRun(ctx, files)).toMatchObject({ ok: true, added: nothing, changed: { ...nothing, students: 1 }, removed: nothing })
  })

  it('has skills as line items of classes and what stands of assessments as results, and takes them in again', async () => {
    const [anna] = await rows<{ id: string }>(`select id from students where "tenantId" = $1 and "sourcedId" = 'anna'`, [ctx.tenant.id])
    const [reading, sprint] = [await aSkill(ctx.tenant, { name: '=Reading', category: 'cognitive' }), await aSprint(ctx.tenant)]
    const wrong = await anAssessment(ctx.tenant, anna!, reading, 10)
    const right = await anAssessment(ctx.tenant, anna!, reading, 66, { correctsId: wrong.id, note: 'Reads aloud', assessedAt: '2026-02-01T10:00:00Z' })
    const run = await anAssessment(ctx.tenant, anna!, sprint, 5.2, { level: 80, assessedAt: '2026-03-01T22:30:00.123Z' })
    const { files, here } = await expectRoundTrip(ctx)
    expect(here.unchanged).toMatchObject({ skills: 2, assessments: 2 })
    const linesOf = (name: string) => (files.get(name) ?? '').trim().split('\n').slice(1)
    expect(linesOf('categories.csv').map(line => line.split(',').at(-1))).toEqual(expect.arrayContaining(['cognitive', 'physical']))
    const items = linesOf('lineItems.csv').map(line => line.split(','))
    expect(items.map(([id, , , title, , , , inClass, , , least, most]) => [id, title, inClass, least, most])).toEqual(expect.arrayContaining([
      [`1a-${reading.id}`, '\'=Reading', '1a', '0.0', '100.0'], [`1a-${sprint.id}`, sprint.name, '1a', '0.0', '100.0'],
    ]))
    expect(items).toHaveLength(2)
    expect(linesOf('results.csv').sort()).toEqual([
      `${right.id},,,1a-${reading.id},anna,fully graded,66,2026-02-01,Reads aloud,66,Reads aloud,2026-02-01T10:00:00Z`,
      `${run.id},,,1a-${sprint.id},anna,fully graded,80,2026-03-02,5.2 seconds,5.2,,2026-03-01T22:30:00.123Z`,
    ].sort())
    for (const name of ['categories', 'lineItems', 'results']) expect(files.get('manifest.csv')).toContain(`file.${name},bulk`)
  })

  it('lends ids for an import of its own alone: a later bundle ends nothing that was made by hand', async () => {
    await rows(`update students set "sourcedId" = null where "tenantId" = $1 and "sourcedId" = 'vira'`, [ctx.tenant.id])
    const files = await exported(ctx)
    expect(await importOneRoster(ctx, asSource(files), {})).toMatchObject({ ok: true, changed: nothing })
    const school = aSmallSchool()
    const without = {
      ...school, users: school.users.filter(({ sourcedId }) => sourcedId !== 'vira'),
      enrollments: school.enrollments.filter(({ userSourcedId }) => userSourcedId !== 'vira'),
    }
    expect(await importBundle(ctx, without)).toMatchObject({ ok: true, removed: { students: 0 } })
  })

  it('is in the log, and without anybody who has left or is on trial', async () => {
    await rows(`update students set "endedAt" = now() where "tenantId" = $1 and "sourcedId" = 'borys'`, [ctx.tenant.id])
    await rows(`insert into students ("tenantId", name, trial) values ($1, 'Tom Trial', true)`, [ctx.tenant.id])
    const users = (await exported(ctx)).get('users.csv')
    expect([users?.includes('borys'), users?.includes('Trial')]).toEqual([false, false])
    expect(await rows(`select 1 from audit_entries where "tenantId" = $1 and action = 'export.oneroster'`, [ctx.tenant.id])).toHaveLength(1)
  })
})

it.skipIf(!existsSync(CONTOSO))('the district of Contoso goes out and comes in without a difference', { timeout: 120_000 }, async () => {
  const source = await openBundle(CONTOSO)
  await importOneRoster(ctx, source, {})
  await source.close()
  expect((await expectRoundTrip(ctx)).here.unchanged)
    .toEqual({ ...nothing, branches: 5, terms: 2, groups: 87, users: 40, students: 600, enrolments: 3600, assignments: 87 })
})

it('the schools of the demo go out and come in without a difference', { timeout: 240_000 }, async () => {
  await seedDemo(new Date('2026-11-21T12:00:00Z'))
  for (const school of [arsenal, riverside]) {
    const { here } = await expectRoundTrip(school.context)
    expect(here.unchanged.students).toBeGreaterThan(200)
    expect(here.unchanged.assignments).toBeGreaterThan(5)
    expect(here.unchanged.assessments).toBeGreaterThan(100)
  }
})
