import { z } from 'zod'
import { id, localDate } from './ids'

export const attendanceExportQuery = z.strictObject({
  from: localDate,
  to: localDate,
  /** One group's marks alone. A form sends it empty for all of them. */
  groupId: z.preprocess(value => value === '' ? undefined : value, id.optional()),
}).refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before `from`' })
export interface AttendanceExport { from: string, to: string, groupId?: string | undefined }

/** What the page of exports starts with. */
export const exportChoices = z.strictObject({
  /** The current term so far, else 90 days. */
  from: localDate,
  to: localDate,
  groups: z.array(z.strictObject({ id, name: z.string() })),
})
export type ExportChoices = z.infer<typeof exportChoices>

/** To be sure that this student is meant. */
export const erasure = z.strictObject({ name: z.string().trim().min(1).max(200) })
