import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, datesBetween, startOfWeek, weekday } from '../../../shared/utils/local-date'
import { changeLesson } from '../../../server/domain/lessons/change-lesson'
import { changeGroup } from '../../../server/domain/timetable/change-group'
import { changeSeries } from '../../../server/domain/timetable/change-series'
import { closeDays } from '../../../server/domain/timetable/close-days'
import { endSeries } from '../../../server/domain/timetable/end-series'
import { HORIZON_DAYS } from '../../../server/domain/timetable/fill-series'
import { listSeries } from '../../../server/domain/timetable/list-series'
import { planSeries } from '../../../server/domain/timetable/plan-series'
import { db } from '../../../server/infra/db/db'
import { rollForward, TIMETABLES } from '../../../server/domain/timetable/roll-forward'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { auditOf } from '../../helpers/school/registers'
import { rows } from '../../helpers/school/rows'
import { school } from '../../helpers/school/school'
import { arsenal, riverside } from '../../helpers/schools'

interface Row { id: string, date: string, startTime: string, status: string, sequence: number, seriesDate: string, exception: boolean, place: string | null }
const lessonsOf = (group: { id: string }) => rows<Row>(
  'select id, date, "startTime", status, sequence, "seriesDate", exception, place from lessons where "groupId" = $1 order by date, "startTime"', [group.id])

const hours = { startTime: '16:30', endTime: '18:00' }
async function aManagedGroup(of = arsenal) {
  const branch = await of.aBranch()
  const [group, manager] = [await of.aGroup({ branch }), await of.aUser('manager', { branches: [branch] })]
  return { branch, group, manager }
}
const nextMonday = (of = arsenal) => addDays(startOfWeek(of.day()), 7)
const horizon = (of = arsenal) => addDays(startOfWeek(of.day()), HORIZON_DAYS)

describe('a series', () => {
  it('has its lessons at once, on its days up to the horizon, in the kind of the house', async () => {
    const { group, manager } = await aManagedGroup()
    const series = await planSeries(manager.context, { groupId: group.id, weekdays: [2, 4], ...hours, place: 'Pitch 1', from: arsenal.day() })
    const made = await lessonsOf(group)
    const wanted = datesBetween(arsenal.day(), horizon()).filter(date => [2, 4].includes(weekday(date)))
    expect(made.map(lesson => lesson.date)).toEqual(wanted)
    expect(new Set(made.map(lesson => `${lesson.startTime} ${lesson.place} ${lesson.status} ${lesson.sequence}`))).toEqual(new Set(['16:30:00 Pitch 1 scheduled 0']))
    expect((await listSeries(manager.context, group.id)).data).toEqual([series])
    expect(await auditOf(series)).toMatchObject([{ action: 'lesson_series.planned' }])
    expect(await rows('select kind from lessons where "groupId" = $1 limit 1', [group.id])).toEqual([{ kind: 'training' }])
  })

  it('ends with its term or its last day, and is refused where it cannot be', async () => {
    const { group, manager } = await aManagedGroup()
    const term = await arsenal.aTerm({ startsOn: arsenal.day(), endsOn: arsenal.day(20) })
    await planSeries(manager.context, { groupId: group.id, weekdays: [1, 2, 3, 4, 5, 6, 7], ...hours, from: arsenal.day(), termId: term.id })
    expect((await lessonsOf(group)).at(-1)?.date).toBe(arsenal.day(20))
    const plan = { groupId: group.id, weekdays: [1], ...hours, from: arsenal.day() }
    await expect(planSeries(manager.context, { ...plan, from: arsenal.day(-1) })).rejects.toMatchObject({ errors: [{ path: 'from', code: 'past' }] })
    await expect(planSeries(manager.context, { ...plan, from: arsenal.day(3), to: arsenal.day(2) })).rejects.toMatchObject({ errors: [{ path: 'to' }] })
    await expect(planSeries(manager.context, { ...plan, endTime: '16:30' })).rejects.toMatchObject({ errors: [{ path: 'endTime' }] })
    await expect(planSeries(manager.context, { ...plan, termId: (await riverside.aTerm()).id })).rejects.toMatchObject({ errors: [{ path: 'termId' }] })
    for (const other of [await arsenal.aGroup(), await riverside.aGroup()])
      await expect(planSeries(manager.context, { ...plan, groupId: other.id })).rejects.toMatchObject({ errors: [{ path: 'groupId', code: 'not_found' }] })
    await expectNotInSight(endSeries((await riverside.aUser('admin')).context, (await listSeries(manager.context, group.id)).data[0]?.id ?? '', riverside.day()))
  })

  it('is rolled forward once, whoever does it, and only where it is due', async () => {
    const own = school({ slug: `rolls-${Date.now()}`, name: 'Rolls', timeZone: 'Pacific/Auckland', locale: 'en', vocabulary: 'school' })
    await own.create()
    const { group, manager } = await aManagedGroup(own)
    const series = await planSeries(manager.context, { groupId: group.id, weekdays: [1, 3, 5], ...hours, from: own.day() })
    const all = await lessonsOf(group)
    const before = addDays(horizon(own), -14)
    await rows('delete from lessons where "seriesId" = $1 and date > $2', [series.id, before])
    await rows('update lesson_series set "filledTo" = $2 where id = $1', [series.id, before])
    expect((await db.system<{ tenantId: string }>('main', TIMETABLES.due)).map(due => due.tenantId)).toContain(own.tenant.id)
    const made = await Promise.all([1, 2, 3].map(() => rollForward(own.tenant.id)))
    expect(made.reduce((sum, count) => sum + count)).toBe(all.filter(lesson => lesson.date > before).length)
    expect((await lessonsOf(group)).map(lesson => lesson.date)).toEqual(all.map(lesson => lesson.date))
    expect(await rows('select name from outbox where "tenantId" = $1 and name = \'timetable.changed\'', [own.tenant.id])).toHaveLength(2)
  })

  it('makes no lesson of the past when nobody rolled it forward for months, and none for a group that ended', async () => {
    const { group, manager } = await aManagedGroup()
    const series = await planSeries(manager.context, { groupId: group.id, weekdays: [1, 2, 3, 4, 5, 6, 7], ...hours, from: arsenal.day() })
    await rows('delete from lessons where "seriesId" = $1', [series.id])
    await rows('update lesson_series set "filledTo" = $2, "startsOn" = $3 where id = $1', [series.id, arsenal.day(-100), arsenal.day(-150)])
    await rollForward(arsenal.tenant.id)
    expect((await lessonsOf(group))[0]?.date).toBe(arsenal.day())
    await changeGroup(manager.context, group.id, { ended: true })
    expect((await lessonsOf(group)).map(lesson => lesson.date)).toEqual([arsenal.day()])
    await rollForward(arsenal.tenant.id)
    expect(await lessonsOf(group)).toHaveLength(1)
    await changeGroup(manager.context, group.id, { ended: false })
    expect((await lessonsOf(group)).at(-1)?.date).toBe(horizon())
  })
})

describe('a change of a series', () => {
  it('moves each lesson to its place in the week with its id, and leaves the past, the touched and the marked alone', async () => {
    const { group, manager } = await aManagedGroup()
    const student = await arsenal.aStudent({ group })
    const series = await planSeries(manager.context, { groupId: group.id, weekdays: [2, 4], ...hours, from: arsenal.day() })
    const old = await lessonsOf(group)
    const monday = nextMonday()
    const [touched, free, marked] = [1, 8, 10].map(days => old.find(lesson => lesson.date === addDays(monday, days)))
    if (!touched || !free || !marked) throw new Error('a lesson was not made')
    await changeLesson(manager.context, touched.id, { startTime: '10:00', endTime: '11:00' })
    await arsenal.aMark({ ...marked, groupId: group.id, branchId: group.branchId, endTime: '18:00', students: [] }, student, 'present')
    const notice = await arsenal.aNotice(student, { from: free.date, lesson: { ...free, groupId: group.id, branchId: group.branchId, endTime: '18:00', students: [] } })

    const next = await changeSeries(manager.context, series.id, { from: monday, weekdays: [1, 5, 6], startTime: '17:00', endTime: '18:30' })
    const now = new Map((await lessonsOf(group)).map(lesson => [lesson.id, lesson]))
    expect(now.get(touched.id)).toMatchObject({ date: touched.date, startTime: '10:00:00', seriesDate: monday })
    expect(now.get(marked.id)).toMatchObject({ date: marked.date, startTime: '16:30:00', seriesDate: addDays(monday, 11) })
    expect(now.get(free.id)).toMatchObject({ date: addDays(monday, 7), startTime: '17:00:00', sequence: free.sequence + 1, status: 'scheduled', exception: false })
    for (const lesson of old.filter(({ date }) => date < monday)) expect(now.get(lesson.id)).toEqual(lesson)
    // Every week has its three, none twice.
    const days = [...now.values()].filter(lesson => lesson.seriesDate >= monday).map(lesson => lesson.seriesDate).sort()
    expect(days).toEqual(datesBetween(monday, horizon()).filter(date => [1, 5, 6].includes(weekday(date))))
    expect((await listSeries(manager.context, group.id)).data.filter(one => one.from === monday)).toEqual([next])
    expect(await rows('select before->>\'date\' as before, after->>\'date\' as after, "batchId", "changedBy" from lesson_changes where "lessonId" = $1', [free.id]))
      .toEqual([{ before: free.date, after: addDays(monday, 7), batchId: next.id, changedBy: manager.id }])
    expect(await rows('select "from", "to" from absence_notices where id = $1', [notice.id])).toEqual([{ from: addDays(monday, 7), to: addDays(monday, 7) }])
  })

  it('drops what it has no day for, but cancels what somebody has spoken of', async () => {
    const { group, manager } = await aManagedGroup()
    const student = await arsenal.aStudent({ group })
    const series = await planSeries(manager.context, { groupId: group.id, weekdays: [1, 3], ...hours, from: nextMonday() })
    const spoken = (await lessonsOf(group)).find(lesson => lesson.date === addDays(nextMonday(), 2))
    await rows('insert into lesson_guests ("tenantId", "lessonId", "studentId", kind) values ($1, $2, $3, \'make_up\')', [arsenal.tenant.id, spoken?.id, student.id])
    const next = await changeSeries(manager.context, series.id, { from: nextMonday(), weekdays: [1] })
    const now = await lessonsOf(group)
    expect(now.filter(lesson => lesson.status === 'cancelled').map(lesson => lesson.id)).toEqual([spoken?.id])
    expect(now.filter(lesson => lesson.status !== 'cancelled').every(lesson => weekday(lesson.date) === 1)).toBe(true)
    await endSeries(manager.context, next.id, addDays(nextMonday(), 14))
    expect((await lessonsOf(group)).filter(lesson => lesson.status !== 'cancelled').map(lesson => lesson.date)).toEqual([nextMonday(), addDays(nextMonday(), 7)])
    expect((await listSeries(manager.context, group.id)).data).toMatchObject([{ to: addDays(nextMonday(), 13) }])
  })

  it('carries a lesson onto a closed day as cancelled, and off it as taking place', async () => {
    const { branch, group, manager } = await aManagedGroup()
    const series = await planSeries(manager.context, { groupId: group.id, weekdays: [1], ...hours, from: nextMonday() })
    await closeDays(manager.context, { branchId: branch.id, from: addDays(nextMonday(), 8), to: addDays(nextMonday(), 8), reason: 'Paint' })
    const next = await changeSeries(manager.context, series.id, { from: nextMonday(), weekdays: [2] })
    const on = async (date: string) => (await lessonsOf(group)).find(lesson => lesson.date === date)?.status
    expect(await on(addDays(nextMonday(), 8))).toBe('cancelled')
    await changeSeries(manager.context, next.id, { from: nextMonday(), weekdays: [3] })
    expect(await on(addDays(nextMonday(), 9))).toBe('scheduled')
  })

  it('gives every week its days, whatever is changed to whatever, and loses no id', { timeout: 60_000 }, async () => {
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }).map(days => days.sort())
    await fc.assert(fc.asyncProperty(weekdays, weekdays, fc.integer({ min: 0, max: 20 }), async (first, second, offset) => {
      const { group, manager } = await aManagedGroup()
      const series = await planSeries(manager.context, { groupId: group.id, weekdays: first, ...hours, from: arsenal.day(), to: arsenal.day(40) })
      const before = await lessonsOf(group)
      const from = arsenal.day(offset)
      await changeSeries(manager.context, series.id, { from, weekdays: second })
      const after = await lessonsOf(group)
      expect(after.map(lesson => lesson.date)).toEqual([
        ...datesBetween(arsenal.day(), addDays(from, -1)).filter(date => first.includes(weekday(date))),
        ...datesBetween(from, arsenal.day(40)).filter(date => second.includes(weekday(date))),
      ])
      const kept = after.filter(lesson => before.some(({ id }) => id === lesson.id)).length
      const whole = (list: Row[]) => list.filter(({ date }) => date >= nextMonday() && date < addDays(nextMonday(), 7)).length
      if (from <= nextMonday()) expect(kept).toBeGreaterThanOrEqual(Math.min(whole(before), whole(after)))
    }), { numRuns: 12 })
  })
})
