import { describe, expect, it } from 'vitest'
import { markAllPresent } from '../../../server/domain/attendance/mark-all-present'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { arsenal } from '../../helpers/schools'
import { absent, excused, late, present, unmarked } from '../../helpers/school/marks'
import { childrenOf, historyOf, registerStateOf } from '../../helpers/school/registers'
import { rows } from '../../helpers/school/rows'

describe('notices', () => {
  it('fill in the register as excused, and become marks with the save that leaves nobody else unmarked', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
    const [a, b, away] = childrenOf(lesson)
    await arsenal.aNotice(away, { reason: 'flu' })
    const row = async () => (await readRegister(teacher.context, lesson.id)).students.find(entry => entry.studentId === away.id)
    expect(await row()).toMatchObject({ status: 'excused', prefilled: true, notice: { reason: 'flu' } })

    await takeRegister(teacher.context, lesson.id, [present(a)])
    expect(await arsenal.marksOf(lesson)).toHaveLength(1)
    expect(await takeRegister(teacher.context, lesson.id, [present(b)])).toEqual({ version: 2, saved: 1 })
    expect(await row()).toMatchObject({ status: 'excused', prefilled: false, notice: { reason: 'flu' } })
    expect((await registerStateOf(lesson))?.takenAt).not.toBeNull()
    expect((await historyOf(lesson)).find(change => change.studentId === away.id)).toMatchObject({ source: 'notice', after: { status: 'excused' } })
  })

  it('are never overridden by "all present", which keeps every mark that stands', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 4 })
    const [a, , away] = childrenOf(lesson)
    await arsenal.aNotice(away)
    await takeRegister(teacher.context, lesson.id, [absent(a)])
    expect(await markAllPresent(teacher.context, lesson.id)).toEqual({ version: 2, saved: 3 })
    const marks = new Map((await arsenal.marksOf(lesson)).map(mark => [mark.studentId, mark.status]))
    expect(lesson.students.map(child => marks.get(child.id))).toEqual(['absent', 'present', 'excused', 'present'])
    expect(await markAllPresent(teacher.context, lesson.id)).toEqual({ version: 2, saved: 0 })
  })

  it('give way to what the teacher says, and change no mark that stands already', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const [came, marked] = childrenOf(lesson)
    await arsenal.aNotice(came)
    await takeRegister(teacher.context, lesson.id, [late(came, 5), present(marked)])
    await arsenal.aNotice(marked)
    await markAllPresent(teacher.context, lesson.id)
    const { students } = await readRegister(teacher.context, lesson.id)
    expect(new Map(students.map(row => [row.studentId, [row.status, row.prefilled, row.notice !== null]]))).toEqual(
      new Map([[came.id, ['late', false, true]], [marked.id, ['present', false, true]]]))
  })

  it('count for their days or their one lesson, and not once withdrawn', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 5 })
    const { lesson: other } = await arsenal.aLesson({ teacher, group: { id: lesson.groupId, branchId: lesson.branchId, name: '' }, startTime: '11:00', endTime: '12:00' })
    const [day, own, otherLesson, tomorrow, withdrawn] = childrenOf(lesson)
    await arsenal.aNotice(day, { from: arsenal.day(-2), to: arsenal.day() })
    await arsenal.aNotice(own, { lesson })
    await arsenal.aNotice(otherLesson, { lesson: other })
    await arsenal.aNotice(tomorrow, { from: arsenal.day(1) })
    const { id } = await arsenal.aNotice(withdrawn)
    await rows('update absence_notices set "withdrawnAt" = now() where id = $1', [id])
    const { students } = await readRegister(teacher.context, lesson.id)
    expect(students.filter(row => row.notice).map(row => row.studentId).sort()).toEqual([day.id, own.id].sort())
  })

  it('do not come back over a mark that this very save clears', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const [a, b] = childrenOf(lesson)
    await arsenal.aNotice(a)
    await takeRegister(teacher.context, lesson.id, [present(b), excused(a)])
    await takeRegister(teacher.context, lesson.id, [unmarked(a)])
    expect((await arsenal.marksOf(lesson)).map(mark => mark.studentId)).toEqual([b.id])
  })
})
