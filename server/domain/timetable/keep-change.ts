import type { TenantContext } from '../context'
import type { AnyTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** What the history keeps of a lesson. */
export interface LessonState {
  date: string
  startTime: string
  endTime: string
  place: string | null
  status: string
  substituteId: string | null
}

/** Adds one change of one lesson to its history. */
export async function keepChange(
  tx: AnyTransaction, ctx: TenantContext, lessonId: string, before: LessonState, after: LessonState, reason: string | null,
): Promise<void> {
  await tx.$executeRaw(sql`
    INSERT INTO lesson_changes ("tenantId", "lessonId", before, after, reason, "changedBy")
    VALUES (${ctx.tenant.id}::uuid, ${lessonId}::uuid, ${JSON.stringify(before)}::jsonb, ${JSON.stringify(after)}::jsonb, ${reason}, ${ctx.viewer?.userId ?? null}::uuid)`)
}
