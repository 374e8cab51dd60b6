import type { TenantContext, Viewer } from '../../server/domain/context'
import { asOwner } from './owner'
import { type SignedIn, sessionsOf } from './sessions'

export interface TaughtLesson { lessonId: string, groupId: string, date: string, teacher: SignedIn, studentIds: string[] }

/** Lessons that are over or begin today, each with its teacher signed in and who belongs in it; lessons of different groups follow one another. */
export async function taughtLessons(url: string, slug: string, teachers: number, which: 'past' | 'today'): Promise<TaughtLesson[]> {
  const signedIn = new Map((await sessionsOf(url, slug, 'teacher', teachers)).map(person => [person.userId, person]))
  const { rows } = await asOwner(url, client => client.query<{ id: string, groupId: string, date: string, userId: string, students: string[] }>(`
    SELECT l.id, l."groupId", l.date::text, a."userId", (
      SELECT array_agg(DISTINCT e."studentId") FROM enrolments e
      WHERE e."tenantId" = l."tenantId" AND e."groupId" = l."groupId" AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date)) AS students
    FROM lessons l JOIN control.tenants t ON t.id = l."tenantId"
      JOIN assignments a ON a."tenantId" = l."tenantId" AND a."groupId" = l."groupId"
      CROSS JOIN (SELECT (now() AT TIME ZONE 'Europe/Kyiv')::date AS today) clock
    WHERE t.slug = $1 AND CASE WHEN $2 = 'past' THEN l.date < today ELSE l.date = today END
    ORDER BY l.date DESC, l."groupId"`, [slug, which]))
  return rows.flatMap(({ id, groupId, date, userId, students }) => {
    const teacher = signedIn.get(userId)
    return teacher ? [{ lessonId: id, groupId, date, teacher, studentIds: students }] : []
  })
}

/** A teacher of whom nothing stands in a statement but the place for their id. */
export const anyTeacher = (admin: TenantContext<Viewer>): TenantContext<Viewer> => ({ ...admin, viewer: { ...admin.viewer, userId: '{teacher}', roles: ['teacher'] } })
