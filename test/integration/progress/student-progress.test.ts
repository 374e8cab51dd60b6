import { expect, it } from 'vitest'
import { refreshSummary } from '../../../server/domain/progress/refresh-summary'
import { setTarget } from '../../../server/domain/progress/set-target'
import { dropTarget } from '../../../server/domain/progress/drop-target'
import { groupProgress } from '../../../server/domain/progress/group-progress'
import { studentProgress } from '../../../server/domain/progress/student-progress'
import { db } from '../../../server/infra/db/db'
import { raw, sql } from '../../../server/infra/db/sql'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const at = (days: number) => ({ assessedAt: new Date(Date.now() + days * 86_400_000) })

async function aFamily(students = 1) {
  const { group, teacher, lesson } = await arsenal.aLesson({ students })
  const child = lesson.students[0]!
  const parent = await arsenal.aUser('parent')
  await arsenal.aGuardianship(parent, child)
  return { group, teacher, parent, child, children: lesson.students }
}

it('is the latest of each skill, with its history, its best and the average', async () => {
  const { parent, child } = await aFamily()
  const [passing, sprint] = [await arsenal.aSkill({ name: 'Passing of the test' }), await arsenal.aSprint()]
  await arsenal.anAssessment(child, passing, 40, at(-60))
  await arsenal.anAssessment(child, passing, 66, at(-3))
  await arsenal.anAssessment(child, passing, 62, at(-30))
  await arsenal.anAssessment(child, sprint, 5.2, { ...at(-20), level: 80 })
  await arsenal.anAssessment(child, sprint, 5.5, { ...at(-2), level: 62 })
  const { data, summary, categories } = await studentProgress(parent.context, child.id)
  expect(data.map(({ skill, value, band, best, history }) => [skill.id, value, band, best, history.map(entry => entry.value)])).toEqual([
    [passing.id, 66, 'Confident', 66, [66, 62, 40]],
    [sprint.id, 5.5, 'Developing', 5.2, [5.5, 5.2]],
  ])
  expect(data[1]?.skill.measure).toEqual({ unit: 'seconds', better: 'lower' })
  expect(summary).toEqual({ averageLevel: 64, totalSkills: 2 })
  expect(categories).toEqual([{ category: 'technical', level: 66, skills: 1 }, { category: 'physical', level: 62, skills: 1 }])
})

it('leaves out a skill that was put away', async () => {
  const { teacher, child } = await aFamily()
  const skill = await arsenal.aSkill()
  await arsenal.anAssessment(child, skill, 40)
  await rows('update skills set "archivedAt" = now() where id = $1', [skill.id])
  expect(await studentProgress(teacher.context, child.id)).toMatchObject({ data: [], summary: { averageLevel: null, totalSkills: 0 } })
})

it('shows the family a target with its day, until it is taken away', async () => {
  const { teacher, parent, child } = await aFamily()
  const skill = await arsenal.aSkill()
  await setTarget(teacher.context, child.id, skill.id, { value: 60, dueOn: arsenal.day(30) })
  const planned = await studentProgress(parent.context, child.id)
  expect(planned.planned).toMatchObject([{ skill: { id: skill.id }, target: { value: 60, dueOn: arsenal.day(30), reached: false } }])
  await arsenal.anAssessment(child, skill, 61)
  await setTarget(teacher.context, child.id, skill.id, { value: 61, dueOn: arsenal.day(10) })
  expect((await studentProgress(parent.context, child.id)).data[0]?.target).toEqual({ value: 61, dueOn: arsenal.day(10), reached: true })
  await dropTarget(teacher.context, child.id, skill.id)
  expect((await studentProgress(parent.context, child.id)).data[0]).not.toHaveProperty('target')
})

it('refuses a target of a day that is over, of a level that there is not, and of somebody else\'s child', async () => {
  const { teacher, parent, child } = await aFamily()
  const skill = await arsenal.aSkill()
  await expect(setTarget(teacher.context, child.id, skill.id, { value: 101, dueOn: arsenal.day(-1) }))
    .rejects.toMatchObject({ status: 422, errors: [{ path: 'dueOn', code: 'past' }, { path: 'value', code: 'too_big' }] })
  for (const person of [parent, await arsenal.aUser('teacher'), await riverside.aUser('admin')])
    await expectNotInSight(setTarget(person.context, child.id, skill.id, { value: 50, dueOn: arsenal.day(5) }))
})

it('is out of sight for other families, other teachers and other schools', async () => {
  const { child } = await aFamily()
  for (const person of [await arsenal.aUser('parent'), await arsenal.aUser('teacher'), await riverside.aUser('admin')]) await expectNotInSight(studentProgress(person.context, child.id))
})

it('tells where the group stands once five were assessed, and as of when', async () => {
  const { parent, child, children, group, teacher } = await aFamily(6)
  const skill = await arsenal.aSkill()
  for (const [i, one] of children.slice(0, 4).entries()) await arsenal.anAssessment(one, skill, 20 + i * 10)
  expect(await refreshSummary('main')).toBe(true)
  expect((await studentProgress(parent.context, child.id)).comparison.groups).toEqual([])
  await arsenal.anAssessment(children[4]!, skill, 60)
  await refreshSummary('main')
  const { comparison } = await studentProgress(parent.context, child.id)
  expect(comparison.groups).toEqual([{ id: group.id, name: group.name, low: expect.closeTo(24), median: 40, high: expect.closeTo(56), students: 5 }])
  expect(Date.now() - Date.parse(comparison.refreshedAt ?? '')).toBeLessThan(60_000)
  expect(await groupProgress(teacher.context, group.id)).toMatchObject({
    skills: [{ id: skill.id, averageLevel: 40, students: 5, bands: [{ students: 2 }, { students: 2 }, { students: 1 }, { students: 0 }] }],
    comparison: { group: { averageLevel: 40, students: 5 }, branch: { averageLevel: 40, students: 5 } },
  })
})

it('keeps the summary from other schools, and from the application but for the view that is filtered', async () => {
  const [skill, student] = [await riverside.aSkill(), await riverside.aStudent()]
  await riverside.anAssessment(student, skill, 50)
  await refreshSummary('main')
  const seen = (school: typeof arsenal) => db.query<{ studentId: string }>(school.context, sql`SELECT "studentId" FROM progress_summaries`)
  expect((await seen(riverside)).map(({ studentId }) => studentId)).toContain(student.id)
  expect((await seen(arsenal)).map(({ studentId }) => studentId)).not.toContain(student.id)
  for (const hidden of ['user_progress_summary', 'user_progress_freshness'])
    await expect(db.query(arsenal.context, sql`SELECT 1 FROM ${raw(hidden)}`)).rejects.toThrow(/permission denied/)
})

it('refreshes the summary in one process at a time, and tells the schools that changed', async () => {
  await rows(`insert into outbox ("tenantId", name, payload) values ($1, 'skill.changed', '{"skillId": null}')`, [riverside.tenant.id])
  const done = await Promise.all([1, 2, 3].map(() => refreshSummary('main')))
  expect(done).toContain(true)
  expect(await rows(`select 1 from outbox where "tenantId" = $1 and name = 'progress.summarised'`, [riverside.tenant.id])).not.toEqual([])
})
