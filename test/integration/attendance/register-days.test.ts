import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { present } from '../../helpers/school/marks'
import { school } from '../../helpers/school/school'

// Only the clock on the wall: timers of the database's client run on.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

/** Lesson days and the first instant of each in its zone, changes of the clocks and of the date line among them. */
const DAYS = [
  ['Europe/Moscow', '2026-11-21', '2026-11-20T21:00:00Z'],
  ['Europe/Kyiv', '2026-03-29', '2026-03-28T22:00:00Z'],
  ['Europe/Kyiv', '2026-10-25', '2026-10-24T21:00:00Z'],
  ['Europe/Kyiv', '2026-10-26', '2026-10-25T22:00:00Z'],
  ['America/Sao_Paulo', '2026-11-21', '2026-11-21T03:00:00Z'],
  // Midnight itself was skipped: the day began at 01:00.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z'],
  ['Pacific/Apia', '2026-11-21', '2026-11-20T11:00:00Z'],
  // The 30th did not exist there; the 31st followed the 29th.
  ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z'],
] as const

describe.each(DAYS)('in %s on %s', (timeZone, date, begins) => {
  it(`opens the register at ${begins} and not a second before`, async () => {
    vi.setSystemTime(new Date(begins))
    const house = school({ slug: `zone-${DAYS.findIndex(day => day[2] === begins)}`, name: 'Zone', timeZone, locale: 'en', vocabulary: 'school' })
    await house.create()
    expect(house.day()).toBe(date)
    const { teacher, lesson } = await house.aLesson({ students: 1, date, startTime: '09:00', endTime: '10:00' })
    const child = lesson.students[0]!

    vi.setSystemTime(new Date(Date.parse(begins) - 1000))
    await expect(takeRegister(teacher.context, lesson.id, [present(child)])).rejects.toMatchObject({ code: 'register_not_open', status: 409 })
    expect((await readRegister(teacher.context, lesson.id)).lesson.entry).toBe('not_open')
    expect(await house.marksOf(lesson)).toEqual([])

    vi.setSystemTime(new Date(begins))
    expect(await takeRegister(teacher.context, lesson.id, [present(child)])).toEqual({ version: 1, saved: 1 })
    expect((await readRegister(teacher.context, lesson.id)).lesson).toMatchObject({ date, entry: 'open' })
  })
})
