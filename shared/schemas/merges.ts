import { z } from 'zod'
import { markStatuses } from '#shared/utils/attendance'
import { id, localDate } from './ids'

/** `duplicateId`: the record that goes into this one. */
export const mergeRequest = z.strictObject({ duplicateId: id })

const record = z.strictObject({
  id,
  name: z.string(),
  birthDate: localDate.nullable(),
  groups: z.array(z.string()),
  marks: z.int(),
  guardians: z.int(),
})

/** A lesson in which both records have a mark: the kept record's stands. */
const conflict = z.strictObject({
  lessonId: id, date: localDate, groupName: z.string(), kept: z.enum(markStatuses), dropped: z.enum(markStatuses),
})

export const mergePreview = z.strictObject({ kept: record, duplicate: record, conflicts: z.array(conflict), conflictsInAll: z.int() })
export type MergePreview = z.infer<typeof mergePreview>

export const merged = z.strictObject({ id, conflicts: z.int() })
