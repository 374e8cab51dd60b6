import { beforeEach, describe, expect, it } from 'vitest'
import { systemContext, type TenantContext } from '../../../server/domain/context'
import { importOneRoster } from '../../../server/domain/imports/import-oneroster'
import { awardDue } from '../../../server/domain/progress/achievements/award-due'
import { createTenant } from '../../../server/domain/schools/create-tenant'
import { aSmallSchool, type Cells, importBundle, nothing } from '../../helpers/bundle'
import { asSource, exported } from '../../helpers/exported'
import { serial } from '../../helpers/school/names'
import { rows } from '../../helpers/school/rows'
import { aSkill, anAchievement, anAssessment, aSprint, BANDS } from '../../helpers/school/skills'

const ID = '0197a1b2-0000-7000-8000-00000000000a'
const categories = [{ sourcedId: 'play', title: 'tactical' }]
/** A line item as our own exports have it. */
const ours = (more: Cells = {}): Cells => ({
  'sourcedId': `1a-${ID}`, 'title': 'Scanning', 'classSourcedId': '1a', 'categorySourcedId': 'play', 'resultValueMin': '0.0', 'resultValueMax': '100.0',
  'metadata.skillSourcedId': ID, 'metadata.bands': JSON.stringify(BANDS), 'metadata.unit': '', 'metadata.better': '', 'metadata.presetKey': '', 'metadata.archived': '', ...more,
})
const aResult = (sourcedId: string, student: string, score: string, more: Cells = {}): Cells => ({
  sourcedId, 'lineItemSourcedId': `1a-${ID}`, 'studentSourcedId': student, 'scoreStatus': 'fully graded', score, 'scoreDate': '2026-10-05', 'comment': '',
  'metadata.value': score, 'metadata.note': '', 'metadata.assessedAt': '', ...more,
})
/** As a gradebook elsewhere has them: nothing but the standard's columns. */
const foreign = (row: Cells): Cells => Object.fromEntries(Object.entries(row).filter(([column]) => !column.startsWith('metadata.')))

let ctx: TenantContext
const bring = (results: Cells[], lineItems: Cells[] = [ours()], more: Parameters<typeof importBundle>[2] = {}) =>
  importBundle(ctx, { ...aSmallSchool(), categories, lineItems, results }, more)
const standing = () => rows<{ name: string, skill: string, value: number, level: number, note: string | null, day: string }>(`
  select s."sourcedId" as name, sk.name as skill, a.value, a.level, a.note, to_char(a."assessedAt" at time zone 'Europe/Kyiv', 'YYYY-MM-DD HH24:MI') as day
  from assessments a join students s on s.id = a."studentId" join skills sk on sk.id = a."skillId"
  where a."tenantId" = $1 and a.value is not null and not exists (select from assessments c where c."tenantId" = a."tenantId" and c."correctsId" = a.id) order by 1, 2, a."assessedAt"`, [ctx.tenant.id])
const entries = async () => (await rows(`select 1 from assessments where "tenantId" = $1`, [ctx.tenant.id])).length
const idOf = async (sourcedId: string) => (await rows<{ id: string }>(`select id from students where "tenantId" = $1 and "sourcedId" = $2`, [ctx.tenant.id, sourcedId]))[0]!
const codes = (list: { file: string, code: string, line: number }[]) => list.map(({ file, code, line }) => `${file}:${line} ${code}`)

beforeEach(async () => {
  ctx = systemContext(await createTenant({ slug: `school-${serial()}`, name: 'School', timeZone: 'Europe/Kyiv', locale: 'uk' }))
})

describe('results of our own exports', () => {
  it('make the skill, assess it once whatever repeats, and earn what it earns', async () => {
    await importBundle(ctx, aSmallSchool())
    await anAchievement(ctx.tenant, { kind: 'points', count: 20 })
    const given = [
      aResult('r1', 'anna', '85', { 'metadata.note': 'Looks up', 'metadata.assessedAt': '2026-10-05T15:30:00Z' }),
      aResult('r2', 'borys', '30'),
    ]
    expect(await bring(given)).toMatchObject({ ok: true, added: { skills: 1, assessments: 2 }, warnings: [], errors: [] })
    expect(await standing()).toEqual([
      { name: 'anna', skill: 'Scanning', value: 85, level: 85, note: 'Looks up', day: '2026-10-05 18:30' },
      { name: 'borys', skill: 'Scanning', value: 30, level: 30, note: null, day: '2026-10-05 12:00' },
    ])
    expect(await rows(`select category, unit, bands from skills where "tenantId" = $1`, [ctx.tenant.id])).toEqual([{ category: 'tactical', unit: null, bands: BANDS }])
    await awardDue({ name: 'school.changed', payload: {}, id: crypto.randomUUID(), version: 1, tenantId: ctx.tenant.id, occurredAt: new Date().toISOString() })
    expect(await rows(`select s."sourcedId" from awards w join students s on s.id = w."studentId" where w."tenantId" = $1`, [ctx.tenant.id])).toEqual([{ sourcedId: 'anna' }])
    expect(await bring(given)).toMatchObject({ ok: true, added: nothing, changed: nothing, removed: nothing, unchanged: { skills: 1, assessments: 2 } })
    expect(await entries()).toBe(2)
  })

  it('correct what they brought before, and take back what they delete, or leave out beside others', async () => {
    await bring([aResult('r1', 'anna', '40'), aResult('r2', 'borys', '50'), aResult('r3', 'vira', '60'), aResult('r5', 'anna', '41', { scoreDate: '2026-10-06' })])
    expect(await bring([aResult('r1', 'anna', '45'), aResult('r2', 'borys', '50', { status: 'tobedeleted' })]))
      .toMatchObject({ ok: true, changed: { assessments: 1 }, removed: { assessments: 2 }, unchanged: { assessments: 0 } })
    // Of Vira the file says nothing: she may be in no class any more.
    expect((await standing()).map(({ name, value, day }) => [name, value, day])).toEqual([['anna', 45, '2026-10-05 12:00'], ['vira', 60, '2026-10-05 12:00']])
    // Four that were brought, one corrected, two taken back: nothing is overwritten.
    expect(await entries()).toBe(7)
    expect(await bring([aResult('r1', 'anna', '45')])).toMatchObject({ changed: { assessments: 0 }, removed: { assessments: 0 }, unchanged: { assessments: 1 } })
    expect(await bring([aResult('r4', 'borys', '70')], undefined, { mode: 'delta' })).toMatchObject({ added: { assessments: 1 }, removed: { assessments: 0 } })
  })

  it('come back from an export of their own as they stand, corrected or not', async () => {
    await bring([aResult('r1', 'anna', '40')])
    await bring([aResult('r1', 'anna', '45')])
    expect(await importOneRoster(ctx, asSource(await exported(ctx)), {})).toMatchObject({ ok: true, added: nothing, changed: nothing, removed: nothing })
    expect((await standing()).map(({ value }) => value)).toEqual([45])
  })

  it('are no level above a hundred', async () => {
    expect(await bring([aResult('r1', 'anna', '500')])).toMatchObject({ ok: true, added: { assessments: 0 }, warnings: [{ code: 'no_value' }] })
  })

  it('make no more skills than a school may have', async () => {
    const items = Array.from({ length: 103 }, (_, i) => ours({ 'sourcedId': `item-${i}`, 'title': `Skill ${i}`, 'metadata.skillSourcedId': `0197a1b2-0000-7000-8000-${String(i).padStart(12, '0')}` }))
    const summary = await bring([aResult('r1', 'anna', '40', { lineItemSourcedId: 'item-0' }), aResult('r2', 'anna', '40', { lineItemSourcedId: 'item-102' })], items)
    expect(summary).toMatchObject({ ok: true, added: { skills: 100, assessments: 1 } })
    expect(codes(summary.warnings).filter(code => code.endsWith('too_many_skills'))).toHaveLength(3)
  })

  it('do not move an assessment to another child, whatever id they give', async () => {
    await bring([aResult('r1', 'anna', '40')])
    expect(await bring([aResult('r1', 'borys', '90')])).toMatchObject({ ok: true, added: { assessments: 0 }, changed: { assessments: 0 }, unchanged: { assessments: 1 } })
    expect((await standing()).map(({ name, value }) => [name, value])).toEqual([['anna', 40]])
  })

  it('leave alone what the school assessed or corrected by hand', async () => {
    await bring([aResult('r1', 'anna', '40'), aResult('r2', 'borys', '50')])
    const [skill] = await rows<{ id: string, name: string }>(`select id, name from skills where "tenantId" = $1`, [ctx.tenant.id])
    const [wrong] = await rows<{ id: string }>(`select id from assessments where "tenantId" = $1 and "sourcedId" = 'r1'`, [ctx.tenant.id])
    const [teacher] = await rows<{ id: string }>(`select id from users where "tenantId" = $1 and "sourcedId" = 'ivan'`, [ctx.tenant.id])
    await anAssessment(ctx.tenant, await idOf('anna'), skill!, 99, { correctsId: wrong!.id, assessedBy: teacher!.id })
    await anAssessment(ctx.tenant, await idOf('vira'), skill!, 77, { assessedBy: teacher!.id })
    const without = [aResult('r1', 'anna', '41'), aResult('r2', 'borys', '', { status: 'tobedeleted' })]
    expect(await bring(without)).toMatchObject({ changed: { assessments: 0 }, removed: { assessments: 1 }, unchanged: { assessments: 1 } })
    expect((await standing()).map(({ name, value }) => [name, value])).toEqual([['anna', 99], ['vira', 77]])
    expect(await bring([])).toMatchObject({ removed: { assessments: 0 } })
  })

  it('are of the skill that there is already: by its name, or by the preset, unless it is measured otherwise', async () => {
    const named = await aSkill(ctx.tenant, { name: 'Scanning' })
    const preset = await aSkill(ctx.tenant, { name: 'Передача', presetKey: 'passing' })
    await aSprint(ctx.tenant).then(({ id }) => rows(`update skills set name = 'Sprint' where id = $1`, [id]))
    const [passing, sprint] = ['0197a1b2-0000-7000-8000-00000000000b', '0197a1b2-0000-7000-8000-00000000000c']
    const summary = await bring(
      [aResult('r1', 'anna', '40'), aResult('r2', 'anna', '50', { lineItemSourcedId: 'pass' }), aResult('r3', 'anna', '60', { lineItemSourcedId: 'run' })],
      [ours(), ours({ 'sourcedId': 'pass', 'title': 'Passing', 'metadata.skillSourcedId': passing, 'metadata.presetKey': 'passing' }), ours({ 'sourcedId': 'run', 'title': 'Sprint', 'metadata.skillSourcedId': sprint })],
    )
    expect(summary).toMatchObject({ ok: true, added: { skills: 0, assessments: 2 }, unchanged: { skills: 2 } })
    expect(codes(summary.warnings)).toEqual(['lineItems.csv:4 other_measure'])
    expect(await rows(`select "skillId" as id from assessments where "tenantId" = $1 order by value`, [ctx.tenant.id])).toEqual([{ id: named.id }, { id: preset.id }])
  })

  it.each([
    ['bands that are none', ours({ 'metadata.bands': '[{"name":"One","from":0}]' }), 'metadata.bands'],
    ['bands that are no JSON', ours({ 'metadata.bands': '<b>' }), 'metadata.bands'],
    ['a unit that nobody knows', ours({ 'metadata.unit': 'parsecs', 'metadata.better': 'higher' }), 'metadata.unit'],
    ['a title that is too long', ours({ title: 'x'.repeat(81) }), 'title'],
  ])('are left out, and said to be, for %s; the roster is none the worse', async (_, item, column) => {
    const summary = await bring([aResult('r1', 'anna', '40')], [item])
    expect(summary).toMatchObject({ ok: true, added: { students: 3, skills: 0, assessments: 0 }, errors: [] })
    expect(summary.warnings).toContainEqual(expect.objectContaining({ file: 'lineItems.csv', line: 2, column, code: 'bad_value' }))
    expect(await entries()).toBe(0)
  })

  it('are left out for a value that nothing has, which takes nothing back', async () => {
    await bring([aResult('r1', 'anna', '40'), aResult('r2', 'anna', '50')])
    expect(await bring([aResult('r1', 'anna', '-1'), aResult('r2', 'anna', '50')]))
      .toMatchObject({ ok: true, removed: { assessments: 0 }, unchanged: { assessments: 1 }, warnings: [{ file: 'results.csv', line: 2, column: 'metadata.value', code: 'bad_number' }] })
    const torn = [aResult('r1', 'anna', '1'), aResult('r1', 'anna', '2'), aResult('r2', 'anna', '50')]
    expect(await bring(torn)).toMatchObject({ ok: true, changed: { assessments: 0 }, removed: { assessments: 0 } })
  })
})

describe('a gradebook from elsewhere', () => {
  const item = (sourcedId: string, title: string, most = '20') => foreign(ours({ sourcedId, title, resultValueMin: '0', resultValueMax: most }))
  const score = (sourcedId: string, lineItemSourcedId: string, given: string, more: Cells = {}) => foreign(aResult(sourcedId, 'anna', given, { lineItemSourcedId, ...more }))

  it('assesses the skills that have the title of a line item, as a share of what it is out of', async () => {
    await aSkill(ctx.tenant, { name: 'Reading' })
    const summary = await bring([
      score('r1', 'reading', '15', { comment: 'Well read', scoreDate: '2026-10-05T10:00:00Z' }), score('r2', 'quiz', '9'), score('r3', 'reading', '', { scoreStatus: 'not submitted' }),
      score('r4', 'reading', 'A-'), score('r5', 'reading', '12', { studentSourcedId: 'nobody' }), score('r6', 'gone', '1'),
    ], [item('reading', 'Reading'), item('quiz', 'Quiz 3'), item('quiz-b', 'Quiz 3')])
    expect(summary).toMatchObject({ ok: true, added: { skills: 0, assessments: 1 }, unchanged: { skills: 1 } })
    expect(await standing()).toEqual([{ name: 'anna', skill: 'Reading', value: 75, level: 75, note: 'Well read', day: '2026-10-05 12:00' }])
    expect(codes(summary.warnings)).toEqual([
      'lineItems.csv:3 not_a_skill', 'results.csv:5 bad_number', 'results.csv:5 no_value', 'results.csv:6 unknown_reference', 'results.csv:7 unknown_reference',
    ])
  })

  it('refuses no bundle for what is wrong beside the roster', async () => {
    await aSkill(ctx.tenant, { name: 'Reading' })
    const long = `${'x'.repeat(299)}😀${'y'.repeat(400)}`
    const summary = await bring([score('r1', 'reading', '15', { comment: long }), score('r2', 'reading', '9', { comment: 'lost \uFFFD' }), score('r3', 'reading', '9', { status: 'whatever' })], [item('reading', 'Reading')])
    expect(summary).toMatchObject({ ok: true, errors: [], added: { students: 3, assessments: 1 } })
    expect(codes(summary.warnings)).toEqual(['results.csv:2 too_long', 'results.csv:3 bad_character', 'results.csv:4 bad_value'])
    expect((await standing()).map(({ note }) => note)).toEqual(['x'.repeat(299)])
    const promised = { ...aSmallSchool(), manifest: 'propertyName,value\noneroster.version,1.1\nfile.results,bulk\nfile.users,absent' }
    expect(await importBundle(ctx, promised, { mode: 'delta' })).toMatchObject({ warnings: expect.arrayContaining([expect.objectContaining({ file: 'results.csv', code: 'missing_file' })]) })
  })

  it.each([
    ['0', '1e-300', '5'], ['-1e308', '1e308', '5'], ['0', '20', '1e400'], ['1e-320', '20', '1e-320'], ['20', '20', '5'], ['x', '', 'NaN'],
  ])('reckons with no numbers that are none: from %s to %s, %s', async (least, most, given) => {
    await aSkill(ctx.tenant, { name: 'Reading' })
    const summary = await bring([score('r1', 'reading', given)], [{ ...item('reading', 'Reading'), resultValueMin: least, resultValueMax: most }])
    expect(summary.ok).toBe(true)
    for (const { value } of await standing()) expect(value).toBeGreaterThanOrEqual(0)
  })

  it('says nothing of a skill that is measured, or was put away', async () => {
    await aSprint(ctx.tenant).then(({ id }) => rows(`update skills set name = 'Sprint' where id = $1`, [id]))
    await aSkill(ctx.tenant, { name: 'Old', archivedAt: '2026-01-01T00:00:00Z' })
    const summary = await bring([score('r1', 'run', '6'), score('r2', 'old', '6')], [item('run', 'Sprint'), item('old', 'Old')])
    expect(summary).toMatchObject({ ok: true, added: { assessments: 0 } })
    expect(codes(summary.warnings)).toEqual(['lineItems.csv:3 not_a_skill', 'results.csv:2 no_value'])
  })
})
