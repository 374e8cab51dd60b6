import { z } from 'zod'
import { id, localDate } from './ids'
import { MAX_PAGE_SIZE } from './paging'
import { searchWords } from './students'

export const auditQuery = z.strictObject({
  /** `noun.verb`, or a noun alone for all its verbs. */
  action: z.string().regex(/^[a-z_]+(?:\.[a-z_]+)?$/).max(60).optional(),
  actorId: id.optional(),
  /** Words of the name of whoever did it. */
  person: searchWords,
  subjectId: id.optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
}).refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'must not be before `from`' })
export type AuditQuery = z.infer<typeof auditQuery>

export const auditList = z.strictObject({
  data: z.array(z.strictObject({
    id,
    at: z.iso.datetime(),
    /** Null for the command line and for work that nobody asked for. */
    actor: z.strictObject({ id, name: z.string() }).nullable(),
    action: z.string(),
    /** What it was done to; `name` where that still exists: a notice's is its student's, a lesson's its group's, with the `date`. */
    subject: z.strictObject({ kind: z.string(), id: id.nullable(), name: z.string().nullable(), date: localDate.nullable() }).nullable(),
    details: z.record(z.string(), z.unknown()),
    requestId: z.string().nullable(),
  })),
  pagination: z.strictObject({ limit: z.int(), nextCursor: z.string().nullable() }),
})
export type AuditList = z.infer<typeof auditList>
