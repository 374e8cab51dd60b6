import type { NewGuest } from '#shared/schemas/lessons'
import { splitName } from '#shared/utils/person-name'
import type { TenantContext, Viewer } from '../context'
import { DomainError, invalid } from '../errors'
import { assertNotLocked } from '../attendance/policy'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { guestPool } from './guest-pool'
import { type LockedLesson, lockLesson } from './lock-lesson'
import { rosterOfLesson } from './roster-of-lesson'

interface Child { id: string, name: string, seated: boolean }

/** @throws DomainError `invalid` unless there is a student to pick, or the name of a child on trial */
function checkGuest({ studentId, name, kind }: NewGuest): void {
  if ((studentId === undefined) === (name === undefined))
    throw invalid([{ path: 'studentId', code: 'one_of', message: 'Give a student, or the name of a child who comes for the first time.' }])
  if (name !== undefined && kind !== 'trial')
    throw invalid([{ path: 'kind', code: 'not_trial', message: 'A child who is not known yet comes on trial.' }])
}

async function pick(tx: SqlTransaction, ctx: TenantContext<Viewer>, lesson: LockedLesson, studentId: string): Promise<Child> {
  const [child] = await tx.$queryRaw<Child[]>(sql`
    SELECT s.id, s.name, EXISTS (SELECT 1 FROM lessons l CROSS JOIN LATERAL (${rosterOfLesson}) r
      WHERE l."tenantId" = s."tenantId" AND l.id = ${lesson.id}::uuid AND r."studentId" = s.id) AS seated
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND s."endedAt" IS NULL AND ${guestPool(ctx, lesson)}
    FOR KEY SHARE OF s`)
  if (!child) throw invalid([{ path: 'studentId', code: 'not_found', message: 'There is no such student to pick.' }])
  return child
}

async function admit(tx: SqlTransaction, ctx: TenantContext<Viewer>, name: string): Promise<Child> {
  const { givenName, familyName } = splitName(name)
  const [child] = await tx.$queryRaw<Child[]>(sql`
    INSERT INTO students ("tenantId", name, "givenName", "familyName", trial)
    VALUES (${ctx.tenant.id}::uuid, ${name}, ${givenName}, ${familyName}, true) RETURNING id, name, false AS seated`)
  if (!child) throw new Error('a student was not made')
  return child
}

/**
 * Puts a child on the roster of one lesson. A child on trial who is new gets a record of their own.
 * @throws DomainError `not_found`, `invalid`, `already_on_roster` 409, `register_cancelled` 409, `register_locked` 409
 */
export async function addGuest(ctx: TenantContext<Viewer>, lessonId: string, input: NewGuest) {
  checkGuest(input)
  return db.change(ctx, async (tx) => {
    const lesson = await lockLesson(tx, ctx, lessonId)
    if (lesson.status === 'cancelled') throw new DomainError('register_cancelled', { status: 409, detail: 'The lesson is cancelled.' })
    assertNotLocked(ctx, lesson)
    const child = input.studentId ? await pick(tx, ctx, lesson, input.studentId) : await admit(tx, ctx, input.name ?? '')
    if (child.seated) throw new DomainError('already_on_roster', { status: 409, detail: 'This student is in the lesson already.' })
    await tx.$executeRaw(sql`
      INSERT INTO lesson_guests ("tenantId", "lessonId", "studentId", kind, "addedBy")
      VALUES (${ctx.tenant.id}::uuid, ${lesson.id}::uuid, ${child.id}::uuid, ${input.kind}::guest_kind, ${ctx.viewer.userId}::uuid)`)
    await recordAudit(tx, ctx, {
      action: 'guest.added', subject: 'lesson', subjectId: lesson.id, details: { studentId: child.id, kind: input.kind, admitted: !input.studentId },
    })
    await emit(tx, ctx, { name: 'roster.changed', payload: { lessonId: lesson.id, groupId: lesson.groupId, studentIds: [child.id] } })
    return { studentId: child.id, name: child.name, kind: input.kind }
  })
}
