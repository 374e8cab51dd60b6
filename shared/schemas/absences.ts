import { z } from 'zod'
import { familyLesson } from './home'
import { id, localDate } from './ids'
import { pagedList, pagedQuery } from './paging'

/** No control characters: it stands on one line of the register. */
const ONE_LINE = /^\P{Cc}+$/u

export const absenceReport = z.strictObject({
  studentIds: z.array(id).min(1, 'choose at least one child').max(50),
  from: localDate,
  to: localDate,
  /** Away from this one lesson, which lies between `from` and `to`; left out: from everything on these days. */
  lessonId: id.optional(),
  /** A code of the tenant's reasons that stands under `excused`, or the family's own words. */
  reason: z.string().trim().min(1, 'say why').max(200).regex(ONE_LINE, 'one line of words'),
}).refine(({ from, to }) => to >= from, { path: ['to'], message: 'the last day is not before the first' })
export type AbsenceReport = z.output<typeof absenceReport>

export const absenceNotice = z.strictObject({
  id,
  student: z.strictObject({ id, name: z.string() }),
  from: localDate,
  to: localDate,
  lesson: z.strictObject({ id, date: localDate, startTime: z.string(), groupName: z.string() }).nullable(),
  /** `null` for whoever neither wrote it nor works with the child. */
  reason: z.string().nullable(),
  /** The tenant's own word for a reason that is a code. */
  reasonLabel: z.string().nullable(),
  /** Written by the viewer. */
  own: z.boolean(),
  /** The viewer may take it back now. */
  withdrawable: z.boolean(),
  createdAt: z.iso.datetime({ offset: true }),
})
export type AbsenceNotice = z.infer<typeof absenceNotice>

export const absenceNotices = z.strictObject({ data: z.array(absenceNotice) })

export const absenceListQuery = z.strictObject({
  ...pagedQuery,
  studentId: id.optional(),
  /** Only notices that still hold on this day or later. */
  from: localDate.optional(),
})
export const absenceList = pagedList(absenceNotice)

export const absenceChoices = z.strictObject({
  today: localDate,
  children: z.array(z.strictObject({ id, name: z.string(), lessons: z.array(familyLesson) })),
  /** What a notice may name as its reason; `label` is the tenant's own word for it. */
  reasons: z.array(z.strictObject({ code: z.string(), label: z.string().nullable() })),
  /** What stands for today or later already. */
  notices: z.array(absenceNotice),
})
export type AbsenceChoices = z.infer<typeof absenceChoices>
