import { addDays, startOfWeek } from '#shared/utils/local-date'
import type { BulkTransaction } from '../../infra/db/bulk'
import { sql } from '../../infra/db/sql'
import { closedOn } from '../timetable/closed-on'
import { keepChanges } from '../timetable/keep-changes'
import { stateOf } from '../timetable/state-of'
import { systemContext, type Tenant } from '../context'
import { branchId, groupId } from './add-people'
import { PEOPLE_DAY } from './families'
import { insertRows } from './insert-rows'
import { demoId } from './random'
import { seriesId } from './timetable'
import type { DemoDay } from './demo-day'

/** The demo makes the lessons of its series itself, each with its own id: nobody else does. */
const FILLED_BY_DEMO = '2999-12-31'
/** What is out of the ordinary lies in the second week, so that the first is as any other. */
const ORDINARY_DAYS = 8

/** What repeats every week, and the rooms it is in; before the lessons, which point to it. */
export async function addSeries(tx: BulkTransaction, tenantId: string, { school, terms, today }: DemoDay): Promise<void> {
  const { slug } = school.tenant
  const since = terms[0]?.startsOn ?? today
  await insertRows(tx, tenantId, 'lesson_series', ['id', 'groupId', 'weekdays', 'startTime', 'endTime', 'place', 'kind', 'startsOn', 'filledTo'],
    school.groups.flatMap((group, number) => group.meets.map((meeting, index) => [
      seriesId(slug, number, index), groupId(slug, number), `{${meeting.days.join()}}`, meeting.from, meeting.to, meeting.place, meeting.kind, since, FILLED_BY_DEMO])),
    sql`exists (select from groups g where g.id = s."groupId" and g."endedAt" is null)`)
}

/** The rooms that lessons are in; and, in the second week, a day on which the last branch is closed, and a lesson that is moved. */
export async function addExceptions(tx: BulkTransaction, tenant: Tenant, { school, today }: DemoDay): Promise<void> {
  const { slug } = school.tenant
  const id = (...key: (string | number)[]) => demoId(PEOPLE_DAY, slug, ...key)
  const rooms = new Map(school.groups.flatMap(group => group.meets.map(({ place }) => [`${group.branch} ${place}`, [id('room', group.branch, place), branchId(slug, group.branch), place]])))
  await insertRows(tx, tenant.id, 'rooms', ['id', 'branchId', 'name'], rooms.values())
  const closedDay = startOfWeek(addDays(today, ORDINARY_DAYS + 6))
  await insertRows(tx, tenant.id, 'closures', ['id', 'branchId', 'from', 'to', 'reason', 'createdBy'],
    [[id('closure'), branchId(slug, school.branches.length - 1), closedDay, closedDay, school.words.closed, id('manager')]])
  const led = school.groups.findIndex(group => group.lead !== 0 && group.branch === school.managed[0])
  await tx.query(sql`
    with held as (
      select l.id, ${stateOf(sql`l`)} as before from lessons l
      where l."groupId" = ${groupId(slug, led)}::uuid and l.date >= ${addDays(today, ORDINARY_DAYS)}::date and l.status = 'scheduled' order by l.date, l."startTime" limit 1
    ), changed as (
      update lessons l set "startTime" = l."startTime" + interval '45 minutes', "endTime" = l."endTime" + interval '45 minutes', status = 'moved',
        "statusReason" = ${school.words.moved}, exception = true, sequence = l.sequence + 1
      from held where l.id = held.id returning l.id, held.before, ${stateOf(sql`l`)} as after
    ) ${keepChanges(systemContext(tenant), { batchId: id('moved'), reason: school.words.moved })}`)
}

/** The lessons that were made on closed days do not take place. */
export async function keepClosedDays(tx: BulkTransaction, { today }: DemoDay): Promise<void> {
  await tx.query(sql`
    update lessons l set "statusBefore" = l.status, status = 'cancelled', "closureId" = shut.id, sequence = l.sequence + 1
    from lessons o cross join lateral (${closedOn(sql`o."tenantId"`, sql`o."branchId"`, sql`o.date`)}) shut
    where o.id = l.id and l.date > ${today}::date and l.status = 'scheduled' and l."takenAt" is null`)
}
