import type { TenantContext, Viewer } from '../context'
import type { LockedLesson } from '../lessons/lock-lesson'
import type { AnyTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import type { MarkPlan } from './plan-marks'

/** Writes a plan in one statement: the marks, their history, the register's new version, and when it was taken. */
export async function writeMarks(
  tx: AnyTransaction, ctx: TenantContext<Viewer>, lesson: LockedLesson, { changes, complete }: MarkPlan, version: number,
): Promise<void> {
  const tenant = ctx.tenant.id, viewer = ctx.viewer.userId
  await tx.$executeRaw(sql`
    WITH changed AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS c("studentId" uuid, before jsonb, after jsonb, source mark_source)
    ), saved AS (
      INSERT INTO marks ("tenantId", "lessonId", "studentId", "groupId", date, status, "minutesLate", reason, note, behaviour, participation, source, "setBy", "setAt")
      SELECT ${tenant}::uuid, ${lesson.id}::uuid, c."studentId", ${lesson.groupId}::uuid, ${lesson.date}::date, m.status, m."minutesLate", m.reason,
        m.note, m.behaviour, m.participation, c.source, ${viewer}::uuid, now()
      FROM changed c CROSS JOIN LATERAL jsonb_to_record(c.after) AS m(status mark_status, "minutesLate" smallint, reason text, note text,
        behaviour smallint, participation smallint)
      WHERE m.status IS NOT NULL
      ON CONFLICT ("tenantId", "lessonId", "studentId") DO UPDATE SET status = excluded.status, "minutesLate" = excluded."minutesLate",
        reason = excluded.reason, note = excluded.note, behaviour = excluded.behaviour, participation = excluded.participation,
        source = excluded.source, "setBy" = excluded."setBy", "setAt" = excluded."setAt"
    ), cleared AS (
      DELETE FROM marks m USING changed c
      WHERE m."tenantId" = ${tenant}::uuid AND m."lessonId" = ${lesson.id}::uuid AND m."studentId" = c."studentId" AND c.after IS NULL
    ), history AS (
      INSERT INTO mark_changes ("tenantId", "lessonId", "studentId", version, before, after, source, "changedBy")
      SELECT ${tenant}::uuid, ${lesson.id}::uuid, c."studentId", ${version}::int, c.before, c.after, c.source, ${viewer}::uuid
      FROM changed c
    )
    UPDATE lessons SET "registerVersion" = ${version}::int, "updatedAt" = now(),
      "takenAt" = CASE WHEN ${complete}::boolean THEN coalesce("takenAt", now()) ELSE "takenAt" END
    WHERE "tenantId" = ${tenant}::uuid AND id = ${lesson.id}::uuid`)
}
