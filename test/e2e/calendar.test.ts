import ICAL from 'ical.js'
import ical from 'node-ical'
import { expect, it } from 'vitest'
import { zonedInstant } from '../../shared/utils/zoned-time'
import type { Person } from '../helpers/school/people'
import { rows } from '../helpers/school/rows'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer({ GOALSCHOOL_ROLE: 'web' })

const pathOf = (address: string) => new URL(address).pathname
async function aLink(person: Person) {
  const made = await person.post('/api/calendar-links')
  expect(made.status, made.text).toBe(201)
  expect(made.headers['cache-control']).toMatch(/no-store/)
  return { id: String(made.body.id), path: pathOf(made.body.address) }
}

it('is read by two readers alike, and asked for again answers 304 until something changes', async () => {
  const { teacher, lesson } = await riverside.aLesson({ date: riverside.day(1), startTime: '08:30', endTime: '09:15' })
  const { path } = await aLink(teacher)
  const feed = await riverside.anonymous.get(path)
  expect([feed.status, feed.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  expect(feed.headers['cache-control']).toBe('private, no-cache')
  const wanted = zonedInstant(riverside.day(1), '08:30', 'Europe/Kyiv').getTime()
  const strict = new ICAL.Event(new ICAL.Component(ICAL.parse(feed.text)).getFirstSubcomponent('vevent') ?? undefined)
  expect([strict.uid, strict.startDate.toJSDate().getTime()]).toEqual([lesson.id, wanted])
  const own = Object.values(ical.sync.parseICS(feed.text)).find(part => part?.type === 'VEVENT')
  expect(own?.type === 'VEVENT' && [own.uid, own.start.getTime()]).toEqual([lesson.id, wanted])

  const again = await riverside.anonymous.get(path, { 'if-none-match': String(feed.headers.etag) })
  expect([again.status, again.text]).toEqual([304, ''])
  expect((await teacher.patch(`/api/lessons/${lesson.id}`, { date: riverside.day(2) })).status).toBe(200)
  const moved = await riverside.anonymous.get(path, { 'if-none-match': String(feed.headers.etag) })
  expect(moved.status).toBe(200)
  expect(moved.text).toMatch(new RegExp(`UID:${lesson.id}\r\nSEQUENCE:1\r\n`))
  expect((await riverside.anonymous.head(path)).headers['content-type']).toBe('text/calendar; charset=utf-8')
})

it('is nowhere once revoked, for another school, or to whoever guesses', async () => {
  const teacher = await arsenal.aUser('teacher')
  const { id, path } = await aLink(teacher)
  expect((await teacher.get('/api/calendar-links')).body.data).toMatchObject([{ id, address: expect.stringContaining(path) }])
  expect((await arsenal.anonymous.get(path)).status).toBe(200)
  expect((await riverside.anonymous.get(path)).status).toBe(404)
  for (const wrong of [path.replace('.ics', ''), path.replace('.ics', '.ICS'), '/calendar/x.ics', `/calendar/${'A'.repeat(43)}.ics`, `/calendar/${'%00'.repeat(15)}.ics`])
    expect((await arsenal.anonymous.get(wrong)).status, wrong).toBe(404)
  expect((await teacher.delete(`/api/calendar-links/${id}`)).status).toBe(204)
  const revoked = await arsenal.anonymous.get(path)
  expect(revoked.status).toBe(404)
  expect(revoked.headers['cache-control']).toMatch(/no-store/)
})

it('stops whoever asks too often', async () => {
  const { path } = await aLink(await arsenal.aUser('teacher'))
  const statuses = await Promise.all(Array.from({ length: 70 }, async () => (await arsenal.anonymous.get(path)).status))
  expect(statuses.filter(status => status === 200)).toHaveLength(60)
  expect(statuses.filter(status => status === 429)).toHaveLength(10)
})

it('shows nothing of a child from the moment its guardian may not see it', async () => {
  const { lesson, group } = await arsenal.aLesson({ date: arsenal.day(1) })
  const parent = await arsenal.aUser('parent')
  const guardianship = await arsenal.aGuardianship(parent, await arsenal.aStudent({ group }))
  const { path } = await aLink(parent)
  expect((await arsenal.anonymous.get(path)).text).toContain(lesson.id)
  await rows('update guardianships set "to" = $2 where id = $1', [guardianship.id, arsenal.day(-1)])
  expect((await arsenal.anonymous.get(path)).text).not.toContain(lesson.id)
})
