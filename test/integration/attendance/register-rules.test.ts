import { beforeAll, describe, expect, it } from 'vitest'
import { markAllPresent } from '../../../server/domain/attendance/mark-all-present'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { addGuest } from '../../../server/domain/lessons/add-guest'
import { changeLesson } from '../../../server/domain/lessons/change-lesson'
import { removeGuest } from '../../../server/domain/lessons/remove-guest'
import { arsenal, riverside } from '../../helpers/schools'
import { present, unmarked } from '../../helpers/school/marks'
import { school } from '../../helpers/school/school'

describe('the roster', () => {
  it('is that of the lesson\'s local date, both ends included', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson({ date: arsenal.day(-1) })
    const day = arsenal.day(-1)
    const inside = await Promise.all([
      arsenal.aStudent({ group, from: day, to: day }), arsenal.aStudent({ group, from: arsenal.day(-9), to: day }), arsenal.aStudent({ group, from: day }),
    ])
    const outside = await Promise.all([
      arsenal.aStudent({ group, from: arsenal.day(0) }), arsenal.aStudent({ group, from: arsenal.day(-9), to: arsenal.day(-2) }),
    ])
    const { students } = await readRegister(teacher.context, lesson.id)
    expect(students.map(row => row.studentId).sort()).toEqual(inside.map(child => child.id).sort())
    for (const child of outside)
      await expect(takeRegister(teacher.context, lesson.id, [present(child)])).rejects.toMatchObject({ code: 'not_enrolled' })
  })

  it('has guests once, and shows nobody twice who is enrolled twice', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson({ students: 1 })
    await arsenal.anEnrolment(lesson.students[0]!, group)
    await arsenal.aGuest(lesson, lesson.students[0]!)
    const guest = await arsenal.aStudent({ trial: true })
    await arsenal.aGuest(lesson, guest, 'trial')
    const { students } = await readRegister(teacher.context, lesson.id)
    expect(students.map(row => [row.studentId, row.guest]).sort()).toEqual([[lesson.students[0]!.id, null], [guest.id, 'trial']].sort())
    expect(await takeRegister(teacher.context, lesson.id, students.map(row => present({ id: row.studentId })))).toEqual({ version: 1, saved: 2 })
  })

  it('is sorted by family name in the tenant\'s language', async () => {
    const { teacher, lesson, group } = await riverside.aLesson()
    for (const name of ['Яна Їжак', 'Олег Жук', 'Ада Іваненко', 'Ян Єрмак', 'Боб Иванов', 'Аня Жук', 'Ян Ґава', 'Ян Гончар'])
      await riverside.aStudent({ name, group })
    const { students } = await readRegister(teacher.context, lesson.id)
    expect(students.map(row => row.name)).toEqual(['Ян Гончар', 'Ян Ґава', 'Ян Єрмак', 'Аня Жук', 'Олег Жук', 'Боб Иванов', 'Ада Іваненко', 'Яна Їжак'])
  })
})

const locking = school({ slug: 'locking', name: 'Locking', timeZone: 'Europe/Kyiv', locale: 'uk', vocabulary: 'school', settings: { lockAfterDays: 2 } })
beforeAll(() => locking.create())

describe('the lock', () => {
  it('keeps teachers from old registers; managers of the branch still correct them', async () => {
    const { teacher, lesson } = await locking.aLesson({ students: 1, date: locking.day(-3) })
    const marks = [present(lesson.students[0]!)]
    await expect(takeRegister(teacher.context, lesson.id, marks)).rejects.toMatchObject({ code: 'register_locked', status: 409 })
    await expect(markAllPresent(teacher.context, lesson.id)).rejects.toMatchObject({ code: 'register_locked' })
    expect((await readRegister(teacher.context, lesson.id)).lesson.entry).toBe('locked')

    // A manager of another branch who teaches this group is its teacher.
    const both = await locking.aUser(['manager', 'teacher'], { branches: [await locking.aBranch()] })
    await locking.anAssignment(both, { id: lesson.groupId })
    await expect(takeRegister(both.context, lesson.id, marks)).rejects.toMatchObject({ code: 'register_locked' })

    const manager = await locking.aUser('manager', { branches: [{ id: lesson.branchId }] })
    expect(await takeRegister(manager.context, lesson.id, marks)).toEqual({ version: 1, saved: 1 })

    const { teacher: fresh, lesson: recent } = await locking.aLesson({ students: 1, date: locking.day(-2) })
    expect(await takeRegister(fresh.context, recent.id, [present(recent.students[0]!)])).toEqual({ version: 1, saved: 1 })
  })
})

describe('the lock of a roster', () => {
  it('takes no guest and gives none away behind it; a roster of days to come is open', async () => {
    const { teacher, lesson } = await locking.aLesson({ date: locking.day(-3) })
    const guest = await locking.aStudent()
    await locking.aGuest(lesson, guest)
    await expect(addGuest(teacher.context, lesson.id, { name: 'Нова Дитина', kind: 'trial' })).rejects.toMatchObject({ code: 'register_locked', status: 409 })
    await expect(removeGuest(teacher.context, lesson.id, guest.id)).rejects.toMatchObject({ code: 'register_locked', status: 409 })
    expect((await readRegister(teacher.context, lesson.id)).students.map(row => row.studentId)).toEqual([guest.id])

    const manager = await locking.aUser('manager', { branches: [{ id: lesson.branchId }] })
    await removeGuest(manager.context, lesson.id, guest.id)
    const { teacher: early, lesson: coming } = await locking.aLesson({ date: locking.day(3) })
    expect(await addGuest(early.context, coming.id, { name: 'Нова Дитина', kind: 'trial' })).toMatchObject({ kind: 'trial' })
  })
})

describe('a lesson with marks', () => {
  it('cannot be cancelled or moved to another day until they are cleared', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const child = lesson.students[0]!
    await takeRegister(teacher.context, lesson.id, [present(child)])
    await expect(changeLesson(teacher.context, lesson.id, { status: 'cancelled' })).rejects.toMatchObject({ code: 'register_has_marks', status: 409 })
    await expect(changeLesson(teacher.context, lesson.id, { date: arsenal.day(1) })).rejects.toMatchObject({ code: 'register_has_marks', status: 409 })
    expect(await changeLesson(teacher.context, lesson.id, { endTime: '10:30' })).toMatchObject({ status: 'moved', date: arsenal.day() })
    await takeRegister(teacher.context, lesson.id, [unmarked(child)])
    expect(await changeLesson(teacher.context, lesson.id, { status: 'cancelled', reason: 'snow' })).toMatchObject({ status: 'cancelled' })
  })
})
