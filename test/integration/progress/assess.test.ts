import { describe, expect, it } from 'vitest'
import { assessGroup } from '../../../server/domain/progress/assess-group'
import { assessStudent } from '../../../server/domain/progress/assess-student'
import { correctAssessment } from '../../../server/domain/progress/correct-assessment'
import { studentProgress } from '../../../server/domain/progress/student-progress'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

async function aClass(students = 3) {
  const { group, teacher, lesson } = await arsenal.aLesson({ students })
  const skill = await arsenal.aSkill()
  return { group, teacher, skill, children: lesson.students, child: lesson.students[0]! }
}

const storedOf = (skill: { id: string }) => rows<{ studentId: string, value: number, assessedBy: string }>(
  'select "studentId", value, "assessedBy" from assessments where "skillId" = $1 order by id', [skill.id])
const faultsOf = (work: Promise<unknown>) => work.then(() => ({}), (error: { status: number, errors: { path: string, code: string }[] }) =>
  ({ status: error.status, ...Object.fromEntries((error.errors ?? []).map(({ path, code }) => [path, code])) }))

describe('assessing a group', () => {
  it('saves one skill of everybody in one statement, with one line of the audit log', async () => {
    const { group, teacher, skill, children } = await aClass(25)
    const assessments = children.map(({ id }, i) => ({ studentId: id, value: 40 + i }))
    const { saved, data } = await assessGroup(teacher.context, group.id, { skillId: skill.id, assessments })
    expect(saved).toBe(25)
    expect(data.map(({ band }) => band)).toEqual(expect.arrayContaining(['Developing', 'Confident']))
    const stored = await storedOf(skill)
    expect(stored.map(({ studentId }) => studentId).sort()).toEqual(children.map(({ id }) => id).sort())
    expect(new Set(stored.map(({ assessedBy }) => assessedBy))).toEqual(new Set([teacher.id]))
    expect(await rows('select details from audit_entries where action = \'assessment.created\' and "subjectId" = $1', [skill.id]))
      .toEqual([{ details: { skillId: skill.id, students: 25 } }])
  })

  it('saves nothing when a child is not in the group, occurs twice, or has a value that there is not', async () => {
    const { group, teacher, skill, children: [one, two, three] } = await aClass()
    const stranger = await riverside.aStudent()
    const gone = await arsenal.aStudent({ group, to: arsenal.day(-1) })
    const assessments = [one, stranger, gone, two, two].map(child => ({ studentId: child!.id, value: 50 }))
    expect(await faultsOf(assessGroup(teacher.context, group.id, { skillId: skill.id, assessments: [...assessments, { studentId: three!.id, value: 101 }] })))
      .toEqual({ 'status': 422, 'assessments.1.studentId': 'not_enrolled', 'assessments.2.studentId': 'not_enrolled', 'assessments.4.studentId': 'twice', 'assessments.5.value': 'too_big' })
    expect(await storedOf(skill)).toEqual([])
  })

  it('is refused for a skill of another school, and for one that was put away', async () => {
    const { group, teacher, child } = await aClass()
    const away = await arsenal.aSkill({ archivedAt: new Date() })
    const assessments = [{ studentId: child.id, value: 50 }]
    expect(await faultsOf(assessGroup(teacher.context, group.id, { skillId: (await riverside.aSkill()).id, assessments }))).toMatchObject({ skillId: 'not_found' })
    expect(await faultsOf(assessGroup(teacher.context, group.id, { skillId: away.id, assessments }))).toMatchObject({ skillId: 'archived' })
  })

  it('is for the teachers of the group today, and for no substitute, parent or other teacher', async () => {
    const { group, skill, child, teacher } = await aClass()
    const substitute = await arsenal.aUser('teacher')
    await arsenal.aLesson({ group, teacher, students: [child], substitute })
    const parent = await arsenal.aUser('parent')
    await arsenal.aGuardianship(parent, child)
    const body = { skillId: skill.id, assessments: [{ studentId: child.id, value: 50 }] }
    for (const person of [substitute, parent, await arsenal.aUser('teacher')]) {
      await expectNotInSight(assessGroup(person.context, group.id, body))
      await expectNotInSight(assessStudent(person.context, child.id, { skillId: skill.id, value: 50 }))
    }
    await expectNotInSight(studentProgress(substitute.context, child.id))
    expect(await storedOf(skill)).toEqual([])
  })
})

describe('correcting an assessment', () => {
  it('puts another entry in its place, of the same moment, and keeps the wrong one', async () => {
    const { teacher, skill, child } = await aClass()
    const { id, assessedAt } = await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 9, note: 'slip' })
    const corrected = await correctAssessment(teacher.context, id, { value: 90 })
    expect(corrected).toMatchObject({ value: 90, band: 'Excellent', correctsId: id, assessedAt })
    const { data: [line] } = await studentProgress(teacher.context, child.id)
    expect(line).toMatchObject({ value: 90, best: 90, history: [{ id: corrected.id, value: 90 }] })
    expect(await storedOf(skill)).toHaveLength(2)
  })

  it('is done once when two do it at the same moment', async () => {
    const { teacher, skill, child } = await aClass()
    const { id } = await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 9 })
    const both = await Promise.allSettled([80, 90].map(value => correctAssessment(teacher.context, id, { value })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(one => one.status === 'rejected')).toMatchObject({ reason: { code: 'already_corrected', status: 409 } })
  })

  it('takes an assessment back without a value, and what stood before stands again', async () => {
    const { teacher, skill, child } = await aClass()
    await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 55 })
    const { id } = await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 99 })
    await correctAssessment(teacher.context, id, { value: null })
    const { data: [line] } = await studentProgress(teacher.context, child.id)
    expect(line).toMatchObject({ value: 55, best: 55 })
  })

  it('is not for whoever does not teach the child, nor across schools', async () => {
    const { teacher, skill, child } = await aClass()
    const { id } = await assessStudent(teacher.context, child.id, { skillId: skill.id, value: 9 })
    for (const person of [await arsenal.aUser('teacher'), await riverside.aUser('admin')]) await expectNotInSight(correctAssessment(person.context, id, { value: 1 }))
  })

  it('cannot be done by changing a row: the application only adds', async () => {
    expect(await rows(`select has_table_privilege('goalschool_app', 'assessments', 'update') or has_table_privilege('goalschool_app', 'assessments', 'delete') as may`))
      .toEqual([{ may: false }])
  })
})
