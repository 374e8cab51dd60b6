import { addDays } from '#shared/utils/local-date'
import { zonedInstant } from '#shared/utils/zoned-time'
import type { BulkTransaction } from '../../infra/db/bulk'
import { sql } from '../../infra/db/sql'
import { teacherId } from './add-people'
import { feedbackOf } from './feedback'
import { feedbackWords } from './feedback-words'
import { insertRows } from './insert-rows'
import { demoId } from './random'
import type { DemoDay } from './demo-day'

/** What teachers wrote, where it is not there yet; what somebody corrected or took back stays as they left it. */
export async function addFeedback(tx: BulkTransaction, tenantId: string, day: DemoDay): Promise<number> {
  const { slug, timeZone } = day.school.tenant
  return insertRows(tx, tenantId, 'feedback', ['id', 'studentId', 'visibility', 'text', 'writtenBy', 'writtenAt'],
    feedbackOf(day).map(({ child, date, visibility, text, author }) => [
      demoId(date, slug, 'feedback', child.number), child.id, visibility, text, teacherId(slug, author), zonedInstant(date, '18:05', timeZone).toISOString()]),
    sql`exists (select from students c where c.id = s."studentId" and c."endedAt" is null) and exists (select from users u where u.id = s."writtenBy")`)
}

/** The manager has taken one alert on: that of the child who was absent most in two weeks. */
export async function addTakenAlert(tx: BulkTransaction, tenantId: string, { school, today }: DemoDay): Promise<void> {
  await tx.query(sql`
    insert into taken_alerts ("tenantId", "studentId", "takenBy", note, until, "knownDate", "knownTime")
    select ${tenantId}::uuid, away."studentId", manager."userId", ${feedbackWords(school.tenant.locale).taken}, ${addDays(today, 5)}::date, known.date, known."startTime"
    from (
      select m."studentId" from marks m
      join groups g on g.id = m."groupId" and g."branchId" in (select "branchId" from user_branches)
      join students c on c.id = m."studentId" and c."endedAt" is null
      where m.date between ${addDays(today, -14)}::date and ${today}::date and m.status = 'absent'
      group by m."studentId" having count(*) >= 3 order by count(*) desc, m."studentId" limit 1) away
    cross join (select r."userId" from user_roles r where r.role = 'manager' order by r."userId" limit 1) manager
    cross join lateral (
      select m.date, l."startTime" from marks m join lessons l on l.id = m."lessonId"
      where m."studentId" = away."studentId" and m.status = 'absent' order by m.date desc, l."startTime" desc limit 1) known
    where not exists (select from taken_alerts)`)
}
