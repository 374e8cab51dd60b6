import { z } from 'zod'
import { markStatuses } from '#shared/utils/attendance'
import { entryStates, guestKinds } from '#shared/utils/lesson-words'
import { id } from './ids'
import { lesson } from './lessons'
import { text } from './text'

const minutes = z.int().min(0).max(600)
const grade = z.int().min(1).max(5)

/**
 * What is said of one student. `status: null` clears the mark with all that belongs to it. A member left out keeps
 * what stands, save that minutes and reason go with their status; null takes it away.
 */
export const markInput = z.strictObject({
  studentId: id.toLowerCase(),
  status: z.enum(markStatuses).nullable(),
  minutesLate: minutes.nullable().optional(),
  /** A code of the tenant's settings, under its status. */
  reason: z.string().max(32).nullable().optional(),
  note: text(500).nullable().optional(),
  behaviour: grade.nullable().optional(),
  participation: grade.nullable().optional(),
})
export type MarkInput = z.infer<typeof markInput>

export const registerBody = z.strictObject({ marks: z.array(markInput).max(1_000) })

export const registerStudent = z.object({
  studentId: id,
  name: z.string(),
  status: z.enum(markStatuses).nullable(),
  minutesLate: z.int().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  behaviour: z.int().nullable(),
  participation: z.int().nullable(),
  /** Word that the child will be away. */
  notice: z.object({ reason: z.string() }).nullable(),
  /** `status` is what the notice suggests; it becomes a mark with the save that leaves nobody else unmarked. */
  prefilled: z.boolean(),
  guest: z.enum(guestKinds).nullable(),
  /** There is a medical note; its words are never part of this answer, which caches keep: GET /api/lessons/:id/medical. */
  medical: z.boolean(),
})
export type RegisterStudent = z.infer<typeof registerStudent>

export const register = z.object({
  lesson: lesson.required({ register: true }).extend({
    branch: z.object({ id, name: z.string() }),
    substitute: z.object({ id, name: z.string() }).nullable(),
    entry: z.enum(entryStates),
  }),
  version: z.int(),
  students: z.array(registerStudent),
})
export type Register = z.infer<typeof register>

export const registerSaved = z.object({
  version: z.int(),
  /** How many marks were given, those that changed nothing included. */
  saved: z.int(),
})
