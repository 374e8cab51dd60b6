import { expect, it } from 'vitest'
import { studentAttendanceQuery } from '#shared/schemas/attendance'
import { studentAttendance } from '../../../server/domain/attendance/student-attendance'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const read = (ctx: Parameters<typeof studentAttendance>[0], id: string, query: object = {}) => studentAttendance(ctx, id, studentAttendanceQuery.parse(query))

const teacher = await arsenal.aUser('teacher')
const group = await arsenal.aGroup({ name: 'Lions', teacher })
const elsewhere = await arsenal.aGroup({ name: 'Sharks' })
const child = await arsenal.aStudent({ group })
await arsenal.anEnrolment(child, elsewhere)
const parent = await arsenal.aUser('parent')
const guardianship = await arsenal.aGuardianship(parent, child)
const { lesson: old } = await arsenal.aLesson({ group, date: arsenal.day(-100), students: [] })
const { lesson: early } = await arsenal.aLesson({ group, date: arsenal.day(-2), startTime: '08:00', endTime: '09:00', students: [] })
const { lesson: late } = await arsenal.aLesson({ group: elsewhere, date: arsenal.day(-2), startTime: '18:00', endTime: '19:00', students: [] })
await arsenal.aMark(old, child, 'absent')
await arsenal.aMark(early, child, 'late', 12)
await arsenal.aMark(late, child, 'excused')
await rows('update marks set note = $1 where "lessonId" = $2', ['no boots', early.id])
await arsenal.aLesson({ group, date: arsenal.day(-1), students: [] })

it('gives a parent every mark of the child, the newest first, and no lesson without one', async () => {
  const answer = await read(parent.context, child.id)
  expect(answer.summary).toEqual({ present: 0, late: 1, absent: 0, excused: 1, total: 2, rate: 0.5 })
  expect(answer.data).toEqual([
    { lessonId: late.id, date: arsenal.day(-2), groupName: 'Sharks', status: 'excused', minutesLate: null, note: null },
    { lessonId: early.id, date: arsenal.day(-2), groupName: 'Lions', status: 'late', minutesLate: 12, note: 'no boots' },
  ])
  expect(answer.range).toEqual({ from: arsenal.day(-89), to: arsenal.day() })
  expect(answer.pagination).toEqual({ page: 1, limit: 50, total: 2, totalPages: 1 })
})

it('gives a teacher the marks of own groups alone', async () => {
  expect((await read(teacher.context, child.id)).data.map(mark => mark.groupName)).toEqual(['Lions'])
})

it('takes the range asked for, else the current term', async () => {
  expect((await read(parent.context, child.id, { from: arsenal.day(-100), to: arsenal.day(-3) })).data.map(mark => mark.lessonId)).toEqual([old.id])
  expect((await read(parent.context, child.id, { from: arsenal.day(-100), limit: 1, page: 3 })).data.map(mark => mark.lessonId)).toEqual([old.id])
  await arsenal.aTerm({ startsOn: arsenal.day(-120), endsOn: arsenal.day(30) })
  await arsenal.aTerm({ startsOn: arsenal.day(-200), endsOn: arsenal.day(100) })
  const { range, summary } = await read(parent.context, child.id)
  expect({ range, total: summary.total }).toEqual({ range: { from: arsenal.day(-120), to: arsenal.day() }, total: 3 })
  expect(() => studentAttendanceQuery.parse({ from: '2026-02-02', to: '2026-02-01' })).toThrow()
})

it('is unknown to other families, other schools, and a guardian whose time is over', async () => {
  for (const person of [await arsenal.aUser('parent'), await riverside.aUser('admin'), await arsenal.aUser('editor')])
    await expectNotInSight(read(person.context, child.id))
  await rows('update guardianships set "to" = $1 where id = $2', [arsenal.day(-1), guardianship.id])
  await expectNotInSight(read(parent.context, child.id))
})
