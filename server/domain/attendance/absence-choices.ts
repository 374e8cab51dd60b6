import type { AbsenceChoices } from '#shared/schemas/absences'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asGuardian, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { empty, raw, sql } from '../../infra/db/sql'
import { type FamilyLessonRow, lessonsAhead, showLesson } from './family-lessons'
import { type NoticeRow, noticesInSight, showNotice } from './notices-in-sight'

const AHEAD = { days: 14, most: 40 }

interface ChoicesRow { id: string, name: string, lessons: FamilyLessonRow[] }

/** What a guardian chooses from when reporting: their children, the lessons of two weeks, the reasons that excuse, and what stands already. */
export async function absenceChoices(viewerCtx: TenantContext<Viewer>, now = new Date()): Promise<AbsenceChoices> {
  const ctx = asGuardian(viewerCtx)
  const today = localToday(ctx.tenant, now)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [rows, notices] = await Promise.all([db.query<ChoicesRow>(ctx, sql`
    SELECT s.id, s.name, ahead.lessons FROM students s
    CROSS JOIN LATERAL (${lessonsAhead(ctx, now, AHEAD)}) ahead
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NULL AND ${studentsInSight(ctx)}
    ORDER BY s."givenName" ${collate}, s."familyName" ${collate}, s.name ${collate}, s.id`),
  db.query<NoticeRow>(ctx, noticesInSight(ctx, sql`n."to" >= ${today}::date`, empty))])
  return {
    today,
    children: rows.map(({ lessons, ...child }) => ({ ...child, lessons: lessons.map(lesson => showLesson(ctx.tenant, lesson)) })),
    notices: notices.map(row => showNotice(ctx, row, now)),
    reasons: ctx.tenant.settings.reasons.filter(({ status, retired }) => status === 'excused' && !retired).map(({ code, label = null }) => ({ code, label })),
  }
}
