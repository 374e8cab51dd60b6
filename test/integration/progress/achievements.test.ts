import { describe, expect, it } from 'vitest'
import { mergeStudents } from '../../../server/domain/people/merge-students'
import { addAchievement } from '../../../server/domain/progress/achievements/add-achievement'
import { awardDue } from '../../../server/domain/progress/achievements/award-due'
import { changeAchievement } from '../../../server/domain/progress/achievements/change-achievement'
import { studentAchievements } from '../../../server/domain/progress/achievements/student-achievements'
import { assessGroup } from '../../../server/domain/progress/assess-group'
import { assessStudent } from '../../../server/domain/progress/assess-student'
import type { DomainEvent } from '../../../server/domain/events/events'
import { expectNotInSight } from '../../helpers/expect-invisible'
import type { School } from '../../helpers/school/school'
import type { AStudent } from '../../helpers/school/students'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const hear = (school: School, event: DomainEvent) =>
  awardDue({ ...event, id: crypto.randomUUID(), version: 1, tenantId: school.tenant.id, occurredAt: new Date().toISOString() })
const registerOf = (...students: AStudent[]): DomainEvent =>
  ({ name: 'register.changed', payload: { lessonId: crypto.randomUUID(), groupId: crypto.randomUUID(), studentIds: students.map(({ id }) => id) } })
const awardsOf = (achievement: { id: string }) => rows<{ studentId: string }>('select "studentId" from awards where "achievementId" = $1', [achievement.id])

async function aChild() {
  const { group, teacher, lesson } = await arsenal.aLesson({ students: 1, date: arsenal.day(-20) })
  const child = lesson.students[0]!
  const mark = async (day: number, status: 'present' | 'late' | 'absent' | 'excused', lessonStatus: 'scheduled' | 'cancelled' = 'scheduled') => {
    const { lesson: one } = await arsenal.aLesson({ group, teacher, students: [child], date: arsenal.day(day), status: lessonStatus })
    await arsenal.aMark(one, child, status)
  }
  const standing = async (achievement: { id: string }) =>
    (await studentAchievements(teacher.context, child.id)).data.find(({ id }) => id === achievement.id)
  return { group, teacher, child, mark, standing }
}

describe('a skill that reaches a band', () => {
  it('is awarded with the assessment, once whatever repeats', async () => {
    const { teacher, child, group, standing } = await aChild()
    const skill = await arsenal.aSkill()
    const badge = await arsenal.anAchievement({ kind: 'skill_band', skillId: skill.id, band: 3 })
    const body = (value: number) => ({ skillId: skill.id, assessments: [{ studentId: child.id, value }] })
    expect((await assessGroup(teacher.context, group.id, body(60))).awarded).toEqual([])
    expect(await standing(badge)).toMatchObject({ awardedAt: null, progress: { current: 60, goal: 80, way: 0.75 } })
    expect((await assessGroup(teacher.context, group.id, body(80))).awarded).toEqual([{ studentId: child.id, achievementId: badge.id }])
    expect((await assessGroup(teacher.context, group.id, body(95))).awarded).toEqual([])
    expect(await awardsOf(badge)).toHaveLength(1)
    expect(await standing(badge)).toMatchObject({ awardedAt: expect.any(String), skill: { band: 'Excellent' } })
    expect(await rows(`select 1 from audit_entries where action = 'achievement.awarded' and "subjectId" = $1`, [child.id])).toHaveLength(1)
    expect(await rows(`select 1 from outbox where name = 'achievement.awarded' and payload->'awards'->0->>'studentId' = $1`, [child.id])).toHaveLength(1)
  })

  it('is awarded once when two assess at the same moment', async () => {
    const { teacher, child, group } = await aChild()
    const skill = await arsenal.aSkill()
    const badge = await arsenal.anAchievement({ kind: 'skill_band', skillId: skill.id, band: 2 })
    const body = { skillId: skill.id, assessments: [{ studentId: child.id, value: 70 }] }
    const saves = await Promise.all([1, 2, 3, 4].map(() => assessGroup(teacher.context, group.id, body)))
    expect(saves.flatMap(({ awarded }) => awarded)).toEqual([{ studentId: child.id, achievementId: badge.id }])
    expect(await awardsOf(badge)).toHaveLength(1)
  })

  it('goes the way that is better', async () => {
    const { teacher, child, standing } = await aChild()
    const sprint = await arsenal.aSprint()
    const badge = await arsenal.anAchievement({ kind: 'skill_band', skillId: sprint.id, band: 3 })
    await assessStudent(teacher.context, child.id, { skillId: sprint.id, value: 6.25 })
    expect(await standing(badge)).toMatchObject({ awardedAt: null, progress: { current: 6.25, goal: 5, way: 0.8 } })
    await assessStudent(teacher.context, child.id, { skillId: sprint.id, value: 4.9 })
    expect(await awardsOf(badge)).toHaveLength(1)
  })
})

describe('lessons in a row', () => {
  it('count from the last absence on; excused ones and cancelled lessons neither count nor break', async () => {
    const { child, mark, standing } = await aChild()
    const badge = await arsenal.anAchievement({ kind: 'lessons_in_a_row', count: 4 })
    await mark(-12, 'present')
    await mark(-11, 'absent')
    for (const [day, status] of [[-10, 'present'], [-9, 'excused'], [-8, 'late'], [-7, 'present']] as const) await mark(day, status)
    await mark(-6, 'absent', 'cancelled')
    await hear(arsenal, registerOf(child))
    expect(await standing(badge)).toMatchObject({ awardedAt: null, progress: { current: 3, goal: 4 } })
    await mark(-5, 'present')
    await Promise.all([1, 2, 3].map(() => hear(arsenal, registerOf(child))))
    expect(await awardsOf(badge)).toEqual([{ studentId: child.id }])
    await mark(-4, 'absent')
    await hear(arsenal, registerOf(child))
    expect(await awardsOf(badge), 'what was earned stays').toHaveLength(1)
  })
})

describe('a merge', () => {
  it('earns what the lessons of both records come to', async () => {
    const { child, group } = await aChild()
    const badge = await arsenal.anAchievement({ kind: 'lessons_in_a_row', count: 2 })
    const double = await arsenal.aStudent({ group })
    for (const [day, one] of [[-2, child], [-1, double]] as const) {
      const { lesson } = await arsenal.aLesson({ group, students: [one], date: arsenal.day(day) })
      await arsenal.aMark(lesson, one, 'present')
    }
    await mergeStudents((await arsenal.aUser('admin')).context, child.id, double.id)
    expect(await awardsOf(badge)).toEqual([])
    await hear(arsenal, { name: 'school.changed', payload: {} })
    expect(await awardsOf(badge)).toContainEqual({ studentId: child.id })
  })
})

describe('points', () => {
  it('are lessons attended and bands reached', async () => {
    const { teacher, child, mark } = await aChild()
    const skill = await arsenal.aSkill()
    const badge = await arsenal.anAchievement({ kind: 'points', count: 22 })
    for (const day of [-3, -2]) await mark(day, 'present')
    await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 50 })
    expect((await studentAchievements(teacher.context, child.id)).points).toBe(12)
    await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 65 })
    expect((await studentAchievements(teacher.context, child.id)).points).toBe(22)
    expect(await awardsOf(badge)).toHaveLength(1)
  })
})

describe('a rule', () => {
  it('that is new is awarded to whoever fulfils it already, of this school', async () => {
    const manager = await arsenal.aUser('manager')
    const { child, mark } = await aChild()
    await mark(-2, 'present')
    const badge = await addAchievement(manager.context, { kind: 'lessons_in_a_row', name: 'New rule', count: 1 })
    await hear(arsenal, { name: 'achievement.changed', payload: { achievementId: badge.id } })
    expect((await awardsOf(badge)).map(({ studentId }) => studentId)).toContain(child.id)
    await expect(addAchievement(manager.context, { kind: 'points', name: 'New rule', count: 5 })).rejects.toMatchObject({ code: 'name_taken', status: 409 })
    await expectNotInSight(changeAchievement((await riverside.aUser('admin')).context, badge.id, { archived: true }))
  })

  it('that was put away is awarded no more; whoever has it keeps it', async () => {
    const manager = await arsenal.aUser('manager')
    const { teacher, child, standing } = await aChild()
    const skill = await arsenal.aSkill()
    const badge = await arsenal.anAchievement({ kind: 'skill_band', skillId: skill.id, band: 0 })
    await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 1 })
    await changeAchievement(manager.context, badge.id, { archived: true })
    const other = await aChild()
    await assessStudent(other.teacher.context, other.child.id, { skillId: skill.id, value: 1 })
    expect(await awardsOf(badge)).toEqual([{ studentId: child.id }])
    expect(await standing(badge)).toMatchObject({ awardedAt: expect.any(String) })
    expect(await other.standing(badge)).toBeUndefined()
  })

  it('is out of sight with its child for other families and teachers', async () => {
    const { child } = await aChild()
    for (const person of [await arsenal.aUser('parent'), await arsenal.aUser('teacher'), await riverside.aUser('admin')]) await expectNotInSight(studentAchievements(person.context, child.id))
  })
})
