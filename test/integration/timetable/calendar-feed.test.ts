import ICAL from 'ical.js'
import ical from 'node-ical'
import { describe, expect, it } from 'vitest'
import { changeLesson } from '../../../server/domain/lessons/change-lesson'
import { calendarFeed, ownerOfCalendar } from '../../../server/domain/timetable/calendar-feed'
import { listCalendarLinks } from '../../../server/domain/timetable/list-calendar-links'
import { makeCalendarLink } from '../../../server/domain/timetable/make-calendar-link'
import { revokeCalendarLink } from '../../../server/domain/timetable/revoke-calendar-link'
import { expectNotInSight } from '../../helpers/expect-invisible'
import type { Person } from '../../helpers/school/people'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const ORIGIN = 'https://arsenal.example'
const feedAt = async (context: typeof arsenal.context, secret: string) => calendarFeed({ ...context, viewer: await ownerOfCalendar(context, secret) })
const secretIn = (address: string | null) => /\/calendar\/([\w-]{43})\.ics$/.exec(address ?? '')?.[1] ?? ''
async function aLink(person: Person) {
  const link = await makeCalendarLink(person.context, ORIGIN)
  return { ...link, secret: secretIn(link.address) }
}
const events = (feed: string) => Object.values(ical.sync.parseICS(feed)).filter(part => part?.type === 'VEVENT')

describe('a calendar link', () => {
  it('is unguessable, shown again to its owner alone, and kept as a hash', async () => {
    const [person, other] = [await arsenal.aUser('teacher'), await arsenal.aUser('teacher')]
    const [first, second] = [await aLink(person), await aLink(person)]
    expect(first.secret).toHaveLength(43)
    expect(first.secret).not.toBe(second.secret)
    expect((await listCalendarLinks(person.context, ORIGIN)).data.map(link => link.address)).toEqual([second.address, first.address])
    expect((await listCalendarLinks(other.context, ORIGIN)).data).toEqual([])
    expect(JSON.stringify(await rows('select * from calendar_links'))).not.toContain(first.secret)
    expect(JSON.stringify(await rows('select * from audit_entries'))).not.toContain(first.secret)
    await rows('update calendar_links set "tokenHash" = \'made under another secret\' where id = $1', [first.id])
    expect((await listCalendarLinks(person.context, ORIGIN)).data[1]).toMatchObject({ id: first.id, address: null })
  })

  it('leads nowhere once it is revoked, its owner has left, or the school is another', async () => {
    const person = await arsenal.aUser('teacher')
    const { id, secret } = await aLink(person)
    await expect(feedAt(arsenal.context, secret)).resolves.toContain('BEGIN:VCALENDAR')
    await expectNotInSight(feedAt(riverside.context, secret))
    await expectNotInSight(revokeCalendarLink((await arsenal.aUser('admin')).context, id))
    await rows('update users set "endedAt" = now() where id = $1', [person.id])
    await expectNotInSight(feedAt(arsenal.context, secret))
    await rows('update users set "endedAt" = null where id = $1', [person.id])
    await revokeCalendarLink(person.context, id)
    await expectNotInSight(feedAt(arsenal.context, secret))
    await expectNotInSight(revokeCalendarLink(person.context, id))
    expect((await rows('select action from audit_entries where "subjectId" = $1 order by id', [id])).map(row => row.action)).toEqual(['calendar_link.made', 'calendar_link.revoked'])
  })

  it('is one of ten at most', async () => {
    const person = await arsenal.aUser('teacher')
    for (let i = 0; i < 10; i++) await aLink(person)
    await expect(aLink(person)).rejects.toMatchObject({ code: 'too_many_links', status: 409 })
    const other = await arsenal.aUser('teacher')
    const asked = await Promise.allSettled(Array.from({ length: 12 }, () => aLink(other)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  })
})

describe('a feed', () => {
  it('has the same events, with the same instants, for two readers', async () => {
    const { teacher, group, lesson } = await arsenal.aLesson({ date: arsenal.day(1), startTime: '16:30', endTime: '18:00', place: 'Pitch; 1, "North"\nback', kind: 'training' })
    await arsenal.aLesson({ group, teacher, date: arsenal.day(2), kind: 'match', startTime: '11:00', endTime: '12:30' })
    const feed = await feedAt(arsenal.context, (await aLink(teacher)).secret)
    const mine = (await import('../../../shared/utils/zoned-time')).zonedInstant(arsenal.day(1), '16:30', 'Europe/Moscow').getTime()

    const strict = new ICAL.Component(ICAL.parse(feed))
    const first = strict.getAllSubcomponents('vevent').map(part => new ICAL.Event(part)).find(event => event.uid === lesson.id)
    expect(first?.startDate.toJSDate().getTime()).toBe(mine)
    expect(first?.location).toMatch(/^Pitch; 1, "North"\nback, Branch/)
    const second = events(feed).find(event => event?.type === 'VEVENT' && event.uid === lesson.id)
    expect(second).toMatchObject({ summary: group.name, status: 'CONFIRMED' })
    expect(second?.type === 'VEVENT' && second.start.getTime()).toBe(mine)
    expect(events(feed)).toHaveLength(2)
    expect(feed).toContain(`SUMMARY:Матч: ${group.name}`)
  })

  it('keeps to the letter of RFC 5545', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ date: arsenal.day(1), place: 'Очень длинное название площадки, которое не помещается в строку 🏟️🏟️🏟️' })
    await changeLesson(teacher.context, lesson.id, { status: 'cancelled', reason: 'Снег\u0007 и лёд' })
    const feed = await feedAt(arsenal.context, (await aLink(teacher)).secret)
    expect(feed.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(feed.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
    const lines = feed.replaceAll('\r\n ', '').split('\r\n')
    for (const needed of [/^VERSION:2\.0$/, /^PRODID:.+/, /^BEGIN:VTIMEZONE$/, /^TZID:Europe\/Moscow$/, /^UID:[\da-f-]{36}$/, /^DTSTAMP:\d{8}T\d{6}Z$/,
      /^DTSTART;TZID=Europe\/Moscow:\d{8}T\d{6}$/, /^DTEND;TZID=Europe\/Moscow:\d{8}T\d{6}$/, /^LAST-MODIFIED:\d{8}T\d{6}Z$/, /^SEQUENCE:1$/, /^STATUS:CANCELLED$/])
      expect(lines.filter(line => needed.test(line)).length, String(needed)).toBeGreaterThanOrEqual(1)
    expect(lines.filter(line => !/^[A-Z][A-Z0-9-]*[;:]/.test(line) && line !== '')).toEqual([])
    expect(lines.filter(line => line.startsWith('TIMEZONE-ID'))).toEqual([])
    expect(new ICAL.Component(ICAL.parse(feed)).getFirstSubcomponent('vevent')?.getFirstPropertyValue('description')).toBe('Снег  и лёд')
  })

  it('follows a move under the same UID with a higher SEQUENCE, and is the same text while nothing changes', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ date: arsenal.day(1), startTime: '09:00', endTime: '10:00' })
    const { secret } = await aLink(teacher)
    const seen = async () => {
      const event = new ICAL.Event(new ICAL.Component(ICAL.parse(await feedAt(arsenal.context, secret))).getFirstSubcomponent('vevent') ?? undefined)
      return [event.uid, event.sequence, event.startDate.toString()]
    }
    expect(await seen()).toEqual([lesson.id, 0, `${arsenal.day(1)}T09:00:00`])
    await changeLesson(teacher.context, lesson.id, { date: arsenal.day(3), startTime: '08:00', endTime: '09:00' })
    expect(await seen()).toEqual([lesson.id, 1, `${arsenal.day(3)}T08:00:00`])
    expect(await feedAt(arsenal.context, secret)).toBe(await feedAt(arsenal.context, secret))
  })

  it('shows what its owner may see this moment: a withdrawn guardianship acts at once', async () => {
    const { lesson, group } = await arsenal.aLesson({ date: arsenal.day(1) })
    const parent = await arsenal.aUser('parent', { locale: 'en' })
    const child = await arsenal.aStudent({ name: 'Misha Family', group })
    const guardianship = await arsenal.aGuardianship(parent, child)
    const { secret } = await aLink(parent)
    const feed = await feedAt(arsenal.context, secret)
    expect(feed).toContain(`UID:${lesson.id}`)
    expect(feed.replaceAll('\r\n ', '')).toMatch(new RegExp(`SUMMARY:${group.name} – M`))
    await rows('update guardianships set "maySeeRecords" = false where id = $1', [guardianship.id])
    expect(await feedAt(arsenal.context, secret)).not.toContain('VEVENT')
  })
})
