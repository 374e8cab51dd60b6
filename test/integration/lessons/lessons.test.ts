import { describe, expect, it } from 'vitest'
import { addGuest } from '../../../server/domain/lessons/add-guest'
import { changeLesson } from '../../../server/domain/lessons/change-lesson'
import { findGuests } from '../../../server/domain/lessons/find-guests'
import { listGroups } from '../../../server/domain/lessons/list-groups'
import { listLessons } from '../../../server/domain/lessons/list-lessons'
import { planLesson } from '../../../server/domain/lessons/plan-lesson'
import { plansLessons } from '../../../server/domain/lessons/policy'
import { removeGuest } from '../../../server/domain/lessons/remove-guest'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { arsenal, riverside } from '../../helpers/schools'
import { present } from '../../helpers/school/marks'
import { auditOf } from '../../helpers/school/registers'
import { rows } from '../../helpers/school/rows'
import { school } from '../../helpers/school/school'

const page = { page: 1, limit: 50 }
const hours = { startTime: '18:00', endTime: '19:30' }

describe('groups', () => {
  it('are those in sight, with the students of today, or of the last day of a group that is over', async () => {
    const teacher = await arsenal.aUser('teacher')
    const group = await arsenal.aGroup({ teacher })
    const past = await arsenal.aGroup({ teacher })
    await arsenal.aGroup()
    await riverside.aGroup()
    for (const days of [{}, { to: arsenal.day() }, { to: arsenal.day(-1) }, { from: arsenal.day(1) }]) await arsenal.aStudent({ group, ...days })
    await Promise.all([arsenal.aStudent({ group: past, to: arsenal.day(-5) }), arsenal.aStudent({ group: past, to: arsenal.day(-9) })])
    const { data, pagination } = await listGroups(teacher.context, { ...page, kind: 'class' })
    expect(data.map(({ id, studentCount }) => [id, studentCount]).sort()).toEqual([[group.id, 2], [past.id, 1]].sort())
    expect(pagination).toEqual({ page: 1, limit: 50, total: 2, totalPages: 1 })
    expect((await listGroups(teacher.context, { page: 2, limit: 1, kind: 'class' })).data).toHaveLength(1)
  })
})

describe('lessons', () => {
  it('are listed for a day or a bounded range, in order', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson({ startTime: '12:00', endTime: '13:00' })
    const { lesson: early } = await arsenal.aLesson({ teacher, group })
    const { lesson: next } = await arsenal.aLesson({ teacher, group, date: arsenal.day(1) })
    await arsenal.aLesson()
    const list = async (query: object) => (await listLessons(teacher.context, { ...page, ...query })).data.map(row => row.id)
    expect(await list({})).toEqual([early.id, lesson.id])
    expect(await list({ from: arsenal.day(), to: arsenal.day(1) })).toEqual([early.id, lesson.id, next.id])
    expect(await list({ date: arsenal.day(1), groupId: group.id })).toEqual([next.id])
    for (const query of [{ from: arsenal.day() }, { date: arsenal.day(), to: arsenal.day() }, { from: arsenal.day(1), to: arsenal.day() }, { from: '2020-01-01', to: '2026-01-01' }])
      await expect(list(query)).rejects.toMatchObject({ code: 'bad_query', status: 400 })
  })

  it('tell a family nothing of gaps in the register', async () => {
    const { lesson } = await arsenal.aLesson({ students: 1 })
    const parent = await arsenal.aUser('parent')
    await arsenal.aGuardianship(parent, lesson.students[0]!)
    const { data } = await listLessons(parent.context, page)
    expect(data.map(row => row.id)).toEqual([lesson.id])
    expect(data[0]).not.toHaveProperty('register')
  })

  it('are planned for own groups; elsewhere nothing is written', async () => {
    const { teacher, group } = await arsenal.aLesson()
    const planned = await planLesson(teacher.context, { groupId: group.id, date: '2026-07-01', ...hours })
    expect(planned).toMatchObject({ groupId: group.id, date: '2026-07-01', startsAt: '2026-07-01T18:00:00+03:00', endsAt: '2026-07-01T19:30:00+03:00', kind: 'training', status: 'scheduled', register: 'open' })
    expect((await auditOf(planned)).map(entry => entry.action)).toEqual(['lesson.planned'])
    const before = await rows('select count(*) from lessons')
    for (const groupId of [(await arsenal.aGroup()).id, (await riverside.aGroup()).id])
      await expect(planLesson(teacher.context, { groupId, date: '2026-07-01', ...hours })).rejects.toMatchObject({ status: 422, errors: [{ path: 'groupId' }] })
    await expect(planLesson(teacher.context, { groupId: group.id, date: '2026-07-01', startTime: '10:00', endTime: '10:00' })).rejects.toMatchObject({ errors: [{ path: 'endTime' }] })
    expect(await rows('select count(*) from lessons')).toEqual(before)
  })

  it('are kept to managers where the tenant says so', async () => {
    const strict = school({ slug: 'strict', name: 'Strict', timeZone: 'Europe/Kyiv', locale: 'uk', vocabulary: 'school', settings: { teachersPlanLessons: false } })
    await strict.create()
    const { teacher, lesson } = await strict.aLesson()
    const manager = await strict.aUser('manager', { branches: [{ id: lesson.branchId }] })
    const colleague = await strict.aUser('teacher')
    expect([teacher, manager].map(person => plansLessons(person.context.viewer, strict.tenant))).toEqual([false, true])
    await expect(changeLesson(teacher.context, lesson.id, { startTime: '08:00' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await changeLesson(teacher.context, lesson.id, { substituteId: colleague.id })).toMatchObject({ id: lesson.id })
    expect(await changeLesson(manager.context, lesson.id, { date: strict.day(2), reason: 'hall taken' })).toMatchObject({ date: strict.day(2), status: 'moved' })
  })

  it('get a substitute from a manager or the lead alone, and only one who teaches here', async () => {
    const { teacher, lesson } = await arsenal.aLesson()
    const [assistant, substitute, parent] = [await arsenal.aUser('teacher'), await arsenal.aUser('teacher'), await arsenal.aUser('parent')]
    await arsenal.anAssignment(assistant, { id: lesson.groupId }, { role: 'assistant' })
    await expect(changeLesson(assistant.context, lesson.id, { substituteId: substitute.id })).rejects.toMatchObject({ code: 'forbidden' })
    for (const id of [parent.id, (await riverside.aUser('teacher')).id])
      await expect(changeLesson(teacher.context, lesson.id, { substituteId: id })).rejects.toMatchObject({ errors: [{ path: 'substituteId', code: 'not_found' }] })
    await changeLesson(teacher.context, lesson.id, { substituteId: substitute.id })
    // The substitute has the register, not the planning.
    expect((await readRegister(substitute.context, lesson.id)).lesson.substitute?.id).toBe(substitute.id)
    await expect(changeLesson(substitute.context, lesson.id, { status: 'cancelled' })).rejects.toMatchObject({ code: 'forbidden' })
    await expectNotInSight(changeLesson((await arsenal.aUser('teacher')).context, lesson.id, { status: 'cancelled' }))
  })
})

describe('guests', () => {
  it('come on trial by name, with a record of their own that goes again with them', async () => {
    const { teacher, lesson } = await arsenal.aLesson()
    const guest = await addGuest(teacher.context, lesson.id, { name: 'Ян Новый', kind: 'trial' })
    expect((await readRegister(teacher.context, lesson.id)).students).toMatchObject([{ studentId: guest.studentId, name: 'Ян Новый', guest: 'trial' }])
    expect(await rows('select trial, "familyName" from students where id = $1', [guest.studentId])).toEqual([{ trial: true, familyName: 'Новый' }])

    await takeRegister(teacher.context, lesson.id, [present({ id: guest.studentId })])
    await expect(removeGuest(teacher.context, lesson.id, guest.studentId)).rejects.toMatchObject({ code: 'register_has_marks' })
    const { studentId } = await addGuest(teacher.context, lesson.id, { name: 'By Mistake', kind: 'trial' })
    await removeGuest(teacher.context, lesson.id, studentId)
    expect(await rows('select 1 from students where id = $1', [studentId])).toEqual([])
    await expectNotInSight(removeGuest(teacher.context, lesson.id, studentId))
  })

  it('are children of the same branch, found by name, once', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson()
    const near = await arsenal.aStudent({ name: 'Qq Nearby', group: await arsenal.aGroup({ branch: { id: lesson.branchId } }) })
    const strangers = [await arsenal.aStudent({ name: 'Qq Far', group: await arsenal.aGroup() }), await riverside.aStudent({ name: 'Qq Other', group: await riverside.aGroup() })]
    await arsenal.aStudent({ name: 'Qq Own', group })
    expect((await findGuests(teacher.context, lesson.id, 'qq')).data.map(child => child.name)).toEqual(['Qq Nearby'])
    expect(await addGuest(teacher.context, lesson.id, { studentId: near.id, kind: 'make_up' })).toEqual({ studentId: near.id, name: 'Qq Nearby', kind: 'make_up' })
    await expect(addGuest(teacher.context, lesson.id, { studentId: near.id, kind: 'called_up' })).rejects.toMatchObject({ code: 'already_on_roster', status: 409 })
    for (const { id } of strangers)
      await expect(addGuest(teacher.context, lesson.id, { studentId: id, kind: 'make_up' })).rejects.toMatchObject({ status: 422, errors: [{ path: 'studentId', code: 'not_found' }] })
    await expect(addGuest(teacher.context, lesson.id, { name: 'Two', studentId: near.id, kind: 'trial' })).rejects.toMatchObject({ errors: [{ code: 'one_of' }] })
    await expect(addGuest(teacher.context, lesson.id, { name: 'Nobody', kind: 'make_up' })).rejects.toMatchObject({ errors: [{ path: 'kind' }] })
    expect(await rows('select 1 from lesson_guests where "lessonId" = $1', [lesson.id])).toHaveLength(1)
    await expectNotInSight(findGuests((await arsenal.aUser('teacher')).context, lesson.id, 'qq'))
  })
})
