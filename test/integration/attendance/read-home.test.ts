import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readChild } from '../../../server/domain/attendance/read-child'
import { readHome } from '../../../server/domain/attendance/read-home'
import { attendanceSummary, attendanceTrend, markStatuses, type DatedMark } from '../../../shared/utils/attendance'
import { zonedInstant } from '../../../shared/utils/zoned-time'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { addDays } from '../../helpers/school/local-day'
import type { AStudent } from '../../helpers/school/students'
import { insert, rows } from '../../helpers/school/rows'
import type { School } from '../../helpers/school/school'
import { arsenal, riverside } from '../../helpers/schools'

async function aFamily(at: School = arsenal, { name }: { name?: string } = {}) {
  const parent = await at.aUser('parent')
  const group = await at.aGroup({ name: 'U11 Lions' })
  const child = await at.aStudent({ group, ...(name ? { name } : {}) })
  await at.aGuardianship(parent, child)
  return { parent, group, child }
}

const childrenOf = async (person: { context: Parameters<typeof readHome>[0] }, now?: Date) => (await readHome(person.context, now)).children
const at = (date: string, time: string) => zonedInstant(date, time, 'Europe/Moscow')

/** Marks on days that each have a lesson of their own. */
async function marked(child: AStudent, group: { id: string, branchId: string, name: string }, marks: DatedMark[]) {
  for (const { date, status } of marks) {
    const { lesson } = await arsenal.aLesson({ group, date })
    await arsenal.aMark(lesson, child, status)
  }
}

describe('home', () => {
  it('has a card for each child by given name, and for nobody else', async () => {
    const { parent, group } = await aFamily(arsenal, { name: 'Яна Абрамова' })
    for (const name of ['Ёлка Юдина', 'Егор Ященко', 'Жанна Белова']) await arsenal.aGuardianship(parent, await arsenal.aStudent({ name, group }))
    await aFamily()
    await aFamily(riverside)
    expect((await childrenOf(parent)).map(({ name }) => name)).toEqual(['Егор Ященко', 'Ёлка Юдина', 'Жанна Белова', 'Яна Абрамова'])
  })

  it('is empty for a guardian without children, and for staff', async () => {
    expect(await childrenOf(await arsenal.aUser('parent'))).toEqual([])
    const { teacher } = await arsenal.aLesson({ students: 2 })
    expect(await childrenOf(teacher)).toEqual([])
  })

  it('is about themselves for a student, and about own children alone for a teacher who is a parent', async () => {
    const { child, group } = await aFamily()
    const student = await arsenal.aUser('student', { student: child })
    expect((await childrenOf(student)).map(({ id }) => id)).toEqual([child.id])
    const teacher = await arsenal.aUser(['teacher', 'parent'])
    await arsenal.anAssignment(teacher, group)
    const own = await arsenal.aStudent()
    await arsenal.aGuardianship(teacher, own)
    expect((await childrenOf(teacher)).map(({ id }) => id)).toEqual([own.id])
  })

  it.each([
    ['ended yesterday', { to: arsenal.day(-1) }],
    ['begins tomorrow', { from: arsenal.day(1) }],
    ['does not let them see records', { maySeeRecords: false }],
  ])('loses a child at once when the guardianship %s', async (_, change) => {
    const { parent, child } = await aFamily()
    expect(await childrenOf(parent)).toHaveLength(1)
    for (const [column, value] of Object.entries(change)) await rows(`update guardianships set "${column}" = $2 where "studentId" = $1`, [child.id, value])
    expect(await childrenOf(parent)).toEqual([])
    await expectNotInSight(readChild(parent.context, child.id))
  })

  it('still has a child on the last day of the guardianship', async () => {
    const { parent, child } = await aFamily()
    await rows('update guardianships set "to" = $2 where "studentId" = $1', [child.id, arsenal.day()])
    expect(await childrenOf(parent)).toHaveLength(1)
  })

  it('tells today with its marks, and says of a lesson without one nothing but its time', async () => {
    const { parent, group, child } = await aFamily()
    const { lesson: first } = await arsenal.aLesson({ group, startTime: '09:00', endTime: '10:00', place: 'Pitch 1', kind: 'training' })
    const { lesson: second } = await arsenal.aLesson({ group, startTime: '11:00', endTime: '12:00' })
    await arsenal.aLesson({ startTime: '11:00', endTime: '12:00' })
    await arsenal.aMark(first, child, 'late', 7)
    const [card] = await childrenOf(parent, at(arsenal.day(), '23:00'))
    expect(card?.today).toEqual([
      { id: first.id, groupName: 'U11 Lions', date: arsenal.day(), startsAt: `${arsenal.day()}T09:00:00+03:00`, endsAt: `${arsenal.day()}T10:00:00+03:00`,
        kind: 'training', status: 'scheduled', place: 'Pitch 1', away: false, mark: { status: 'late', minutesLate: 7, note: null } },
      expect.objectContaining({ id: second.id, mark: null }),
    ])
    expect(JSON.stringify(card)).not.toMatch(/taken|register|version/i)
  })

  it('knows what comes next on the wall clock: not begun, not cancelled, no roll call, of an own group or as a guest', async () => {
    const { parent, group, child } = await aFamily()
    const today = arsenal.day()
    const next = async (time: string) => (await childrenOf(parent, at(today, time)))[0]?.next[0]?.id
    const { lesson: guest } = await arsenal.aLesson({ date: arsenal.day(2), startTime: '08:00', endTime: '09:00' })
    await arsenal.aGuest(guest, child)
    const { lesson: now } = await arsenal.aLesson({ group, startTime: '16:30', endTime: '18:00' })
    await arsenal.aLesson({ group, startTime: '18:00', endTime: '19:00', status: 'cancelled' })
    await arsenal.aLesson({ group, date: arsenal.day(1), kind: 'registration', startTime: '08:00', endTime: '15:00' })
    await arsenal.aLesson({ date: arsenal.day(1) })
    expect(await next('16:29')).toBe(now.id)
    expect(await next('16:30')).toBe(guest.id)
  })

  it('says that a notice covers a lesson, and which stand for today or later, but not whose they are', async () => {
    const { parent, group, child } = await aFamily()
    const other = await arsenal.aUser('parent')
    const { lesson } = await arsenal.aLesson({ group, date: arsenal.day(1) })
    await arsenal.aNotice(child, { from: arsenal.day(-2), to: arsenal.day(-1), createdBy: other })
    const notice = await arsenal.aNotice(child, { from: arsenal.day(1), createdBy: other, reason: 'Court hearing' })
    const [card] = await childrenOf(parent)
    expect(card?.next).toMatchObject([{ id: lesson.id, away: true }])
    expect(card?.notices).toEqual([{ id: notice.id, from: arsenal.day(1), to: arsenal.day(1), lessonId: null }])
    expect(JSON.stringify(card)).not.toMatch(/court/i)
    await rows('update absence_notices set "withdrawnAt" = now() where id = $1', [notice.id])
    expect((await childrenOf(parent))[0]).toMatchObject({ next: [{ away: false }], notices: [] })
  })

  it('reckons as shared/utils/attendance does, whatever the marks', async () => {
    const { parent, group, child } = await aFamily()
    const today = arsenal.day()
    const aMark = fc.record({ date: fc.integer({ min: -100, max: 0 }).map(days => addDays(today, days)), status: fc.constantFrom(...markStatuses) })
    const marks = fc.sample(aMark, { numRuns: 60, seed: 7 })
    await marked(child, group, marks)
    const [card] = await childrenOf(parent)
    const from = addDays(today, -89)
    expect(card?.range).toEqual({ from, to: today })
    expect(card?.summary).toEqual(attendanceSummary(marks.filter(({ date }) => date >= from)))
    const { weeks, ...trend } = card?.trend ?? { weeks: [] }
    expect(trend).toEqual(attendanceTrend(marks, today))
    expect(weeks.map(({ from, rate }) => ({ from, rate }))).toEqual([7, 6, 5, 4, 3, 2, 1, 0].map((week) => {
      const first = addDays(today, -6 - 7 * week)
      return { from: first, rate: attendanceSummary(marks.filter(({ date }) => date >= first && date <= addDays(first, 6))).rate }
    }))
  })

  it('reckons over the current term, without the marks of lessons that did not take place', async () => {
    const term = await insert<{ id: string }>('terms', { tenantId: riverside.tenant.id, name: 'Autumn', startsOn: riverside.day(-10), endsOn: riverside.day(30) })
    const { parent, group, child } = await aFamily(riverside)
    for (const [days, status] of [[-12, 'absent'], [-10, 'present'], [0, 'late']] as const) {
      const { lesson } = await riverside.aLesson({ group, date: riverside.day(days) })
      await riverside.aMark(lesson, child, status)
    }
    const { lesson: cancelled } = await riverside.aLesson({ group, date: riverside.day(-1), status: 'cancelled' })
    await riverside.aMark(cancelled, child, 'absent')
    const [card] = await childrenOf(parent)
    expect(card).toMatchObject({
      range: { from: riverside.day(-10), to: riverside.day() },
      summary: { present: 1, late: 1, absent: 0, excused: 0, total: 2, rate: 1 },
      lastMark: { date: riverside.day(), status: 'late' },
    })
    await rows('delete from terms where id = $1', [term.id])
  })
})

describe('the page of a child', () => {
  it('has the marks by day and the newest with their notes', async () => {
    const { parent, group, child } = await aFamily()
    await marked(child, group, Array.from({ length: 25 }, (_, i) => ({ date: arsenal.day(-i), status: 'present' as const })))
    await rows('update marks set note = \'Captain today\' where "studentId" = $1 and date = $2', [child.id, arsenal.day()])
    const page = await readChild(parent.context, child.id)
    expect(page.calendar.marks).toHaveLength(25)
    expect(page.calendar.to).toBe(arsenal.day())
    expect(page.recent).toHaveLength(20)
    expect(page.recent[0]).toMatchObject({ date: arsenal.day(), groupName: 'U11 Lions', status: 'present', note: 'Captain today' })
    expect(page.recent.map(({ date }) => date)).toEqual([...page.recent.map(({ date }) => date)].sort().reverse())
  })

  it('is not there for other families, staff of other roles, another tenant, or once the record has ended', async () => {
    const { parent, group, child } = await aFamily()
    const { parent: stranger } = await aFamily()
    const teacher = await arsenal.aUser(['teacher', 'parent'])
    await arsenal.anAssignment(teacher, group)
    await expectNotInSight(readChild(stranger.context, child.id))
    await expectNotInSight(readChild(teacher.context, child.id))
    await expectNotInSight(readChild((await riverside.aUser(['parent', 'admin'])).context, child.id))
    await expectNotInSight(readChild((await arsenal.aUser('student', { student: await arsenal.aStudent({ group }) })).context, child.id))
    await rows('update students set "endedAt" = now() where id = $1', [child.id])
    await expectNotInSight(readChild(parent.context, child.id))
  })
})
