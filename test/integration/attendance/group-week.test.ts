import { expect, it } from 'vitest'
import { addDays, startOfWeek } from '#shared/utils/local-date'
import { groupWeek } from '../../../server/domain/attendance/group-week'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { arsenal, riverside } from '../../helpers/schools'

const monday = startOfWeek(arsenal.day(-14))
const teacher = await arsenal.aUser('teacher')
const group = await arsenal.aGroup({ teacher, name: 'Lions' })
const whole = await arsenal.aStudent({ group, name: 'Ян Абрамов' })
await arsenal.aStudent({ group, name: 'Ада Борисова', from: addDays(monday, 3) })
const guest = await arsenal.aStudent({ name: 'Guest Zed' })
await arsenal.aStudent({ group, name: 'Gone Away', to: addDays(monday, -1) })
const { lesson: first } = await arsenal.aLesson({ group, date: monday, students: [] })
const { lesson: second } = await arsenal.aLesson({ group, date: addDays(monday, 6), students: [] })
const { lesson: off } = await arsenal.aLesson({ group, date: addDays(monday, 2), status: 'cancelled', students: [] })
await arsenal.aLesson({ group, date: addDays(monday, 7), students: [] })
await arsenal.aMark(first, whole, 'late', 5)
await arsenal.aMark(second, whole, 'absent')
await arsenal.aGuest(second, guest)

it('puts the roster of each lesson against the lessons of the week', async () => {
  const week = await groupWeek(teacher.context, group.id, addDays(monday, 4))
  expect(week).toMatchObject({ from: monday, to: addDays(monday, 6), group: { id: group.id, name: 'Lions' } })
  expect(week.lessons.map(({ id, status, register }) => [id, status, register])).toEqual([
    [first.id, 'scheduled', 'open'], [off.id, 'cancelled', 'open'], [second.id, 'scheduled', 'open'],
  ])
  const seats = Object.fromEntries(week.students.map(({ name, marks }) => [name, Object.fromEntries(marks.map(mark => [mark.lessonId, mark.status]))]))
  expect(seats).toEqual({
    'Ян Абрамов': { [first.id]: 'late', [off.id]: null, [second.id]: 'absent' },
    'Ада Борисова': { [second.id]: null },
    'Guest Zed': { [second.id]: null },
  })
  expect(week.students.map(({ name }) => name)).toEqual(['Ян Абрамов', 'Ада Борисова', 'Guest Zed'])
  expect(week.students.map(({ rate }) => rate)).toEqual([0.5, null, null])
})

it('is for the staff of the group alone', async () => {
  for (const person of [await arsenal.aUser('teacher'), await arsenal.aUser('manager'), await riverside.aUser('admin')])
    await expectNotInSight(groupWeek(person.context, group.id))
  const parent = await arsenal.aUser(['parent', 'teacher'])
  await arsenal.aGuardianship(parent, whole)
  await expectNotInSight(groupWeek(parent.context, group.id))
})
