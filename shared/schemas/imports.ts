import { z } from 'zod'
import { IMPORT_KINDS, IMPORT_STATES, ISSUE_CODES } from '../utils/import-codes'
import { id } from './ids'
import { pagedList, pagedQuery } from './paging'

const counts = z.object({
  branches: z.int(), terms: z.int(), groups: z.int(), users: z.int(), students: z.int(),
  guardianships: z.int(), enrolments: z.int(), assignments: z.int(), marks: z.int(), skills: z.int(), assessments: z.int(),
})

/** What an import did, or would do; the rows at fault are a list of their own. */
export const importFigures = z.object({
  ok: z.boolean(),
  dryRun: z.boolean(),
  added: counts,
  changed: counts,
  removed: counts,
  unchanged: counts,
  totals: z.object({ errors: z.int(), warnings: z.int() }),
})

export const importView = z.object({
  id,
  kind: z.enum(IMPORT_KINDS),
  state: z.enum(IMPORT_STATES),
  partial: z.boolean(),
  fileName: z.string(),
  size: z.int(),
  /** 0 to 1, of the step under way. */
  progress: z.number(),
  /** Why it failed, as a code. */
  failure: z.string().nullable(),
  summary: importFigures.nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.iso.datetime({ offset: true }),
  finishedAt: z.iso.datetime({ offset: true }).nullable(),
})
export type ImportView = z.infer<typeof importView>

export const importList = pagedList(importView)
export const importListQuery = z.strictObject(pagedQuery)
export const importUploadQuery = z.strictObject({ fileName: z.string().trim().min(1).max(200).default('upload') })
export const importConfirmation = z.strictObject({ partial: z.boolean().default(false) })

export const importIssuesQuery = z.strictObject({ ...pagedQuery, severity: z.enum(['error', 'warning']).default('error') })
export const importIssue = z.object({ file: z.string(), line: z.int(), column: z.string(), code: z.enum(ISSUE_CODES), value: z.string(), message: z.string() })
export type ImportIssue = z.infer<typeof importIssue>
/** The first thousand; `total` of the pages counts those, `totals` of the summary counts all. */
export const importIssueList = pagedList(importIssue)
