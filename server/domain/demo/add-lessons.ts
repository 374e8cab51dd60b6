import { zonedInstant } from '#shared/utils/zoned-time'
import type { BulkTransaction } from '../../infra/db/bulk'
import { sql } from '../../infra/db/sql'
import { branchId, groupId, teacherId } from './add-people'
import { PEOPLE_DAY } from './families'
import { insertRows } from './insert-rows'
import { addSeries } from './add-timetable'
import { noticesOf } from './notices'
import { demoId } from './random'
import type { DemoDay } from './demo-day'

/** Terms, the timetable and absence notices, where they are not there yet. A group that was ended meets no more. */
export async function addLessons(tx: BulkTransaction, tenantId: string, day: DemoDay): Promise<Record<'terms' | 'lessons' | 'guests' | 'notices', number>> {
  const { school, terms, lessons } = day
  // Guests of lessons that stood before may have been sent away since.
  const guests = day.guests.filter(guest => guest.lesson.date >= day.unseenFrom)
  const { slug, timeZone } = school.tenant
  const id = (...key: (string | number)[]) => demoId(PEOPLE_DAY, slug, ...key)
  const meets = sql`exists (select from groups g where g.id = s."groupId" and g."endedAt" is null)`

  const addedTerms = await insertRows(tx, tenantId, 'terms', ['id', 'name', 'startsOn', 'endsOn'],
    terms.map(term => [id('term', term.key), `${school.termNames[term.season]} ${term.key.slice(0, 4)}`, term.startsOn, term.endsOn]))
  await insertRows(tx, tenantId, 'group_terms', ['id', 'groupId', 'termId'],
    terms.flatMap(term => school.groups.map((_, i) => [id('group term', term.key, i), groupId(slug, i), id('term', term.key)])), meets)
  await addSeries(tx, tenantId, day)
  const addedLessons = await insertRows(tx, tenantId, 'lessons',
    ['id', 'groupId', 'branchId', 'date', 'startTime', 'endTime', 'place', 'kind', 'status', 'statusReason', 'substituteId', 'seriesId', 'seriesDate'],
    lessons.map(lesson => [
      lesson.id, groupId(slug, lesson.group), branchId(slug, school.groups[lesson.group]?.branch ?? 0), lesson.date, lesson.from, lesson.to, lesson.place,
      lesson.kind, lesson.cancelled ? 'cancelled' : 'scheduled', lesson.cancelled, lesson.substitute === null ? null : teacherId(slug, lesson.substitute),
      lesson.series, lesson.date]),
    sql`${meets} and exists (select from lesson_series x where x.id = s."seriesId" and (x."endsOn" is null or x."endsOn" >= s.date)) and (s."substituteId" is null or exists (select from users u where u.id = s."substituteId"))`)
  await insertRows(tx, tenantId, 'students', ['id', 'name', 'givenName', 'familyName', 'trial'],
    guests.filter(guest => guest.kind === 'trial').map(({ child }) => [child.id, `${child.given} ${child.family}`, child.given, child.family, true]))
  const addedGuests = await insertRows(tx, tenantId, 'lesson_guests', ['id', 'lessonId', 'studentId', 'kind'],
    guests.map(({ child, lesson, kind }) => [demoId(lesson.date, slug, 'guest', lesson.id, child.number), lesson.id, child.id, kind]),
    sql`exists (select from lessons l where l.id = s."lessonId") and exists (select from students c where c.id = s."studentId" and c."endedAt" is null)`)
  const notices = await insertRows(tx, tenantId, 'absence_notices', ['id', 'studentId', 'lessonId', 'from', 'to', 'reason', 'createdBy', 'createdAt'],
    noticesOf(day).map(({ spell, announcedOn, reason, guardianId, lessonId }) => [
      spell.id, spell.child.id, lessonId, spell.from, spell.to, reason, guardianId,
      // An illness shows in the morning, everything else is written in the evening.
      zonedInstant(announcedOn, announcedOn === spell.from ? '07:12' : '20:40', timeZone).toISOString()]),
    sql`exists (select from students c where c.id = s."studentId" and c."endedAt" is null)
      and (s."lessonId" is null or exists (select from lessons l where l.id = s."lessonId"))`)
  return { terms: addedTerms, lessons: addedLessons, guests: addedGuests, notices }
}
