import { z } from 'zod'
import { guestKinds, lessonKinds, lessonStatuses } from '#shared/utils/lesson-words'
import { id, localDate, localTime } from './ids'
import { pagedQuery } from './paging'
import { text } from './text'

export const lesson = z.object({
  id,
  groupId: id,
  groupName: z.string(),
  date: localDate,
  /** In the tenant's zone, with its offset. */
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  kind: z.enum(lessonKinds),
  status: z.enum(lessonStatuses),
  place: z.string().nullable(),
  /** Left out where the viewer has no part in the register. */
  register: z.enum(['open', 'taken']).optional(),
})
export type Lesson = z.infer<typeof lesson>

/** One day (today when nothing is said), or from one day to another. */
export const lessonsQuery = z.strictObject({
  ...pagedQuery,
  date: localDate.optional(),
  from: localDate.optional(),
  to: localDate.optional(),
  groupId: id.optional(),
})
export type LessonsQuery = z.infer<typeof lessonsQuery>

export const newLesson = z.strictObject({
  groupId: id,
  date: localDate,
  startTime: localTime,
  endTime: localTime,
  kind: z.enum(lessonKinds).optional(),
  place: text(200).nullable().optional(),
})
export type NewLesson = z.infer<typeof newLesson>

export const lessonChange = z.strictObject({
  date: localDate.optional(),
  startTime: localTime.optional(),
  endTime: localTime.optional(),
  place: text(200).nullable().optional(),
  status: z.enum(lessonStatuses).optional(),
  /** Who takes this one lesson instead; null: the group's own teachers again. */
  substituteId: id.nullable().optional(),
  reason: text(500).nullable().optional(),
})
export type LessonChange = z.infer<typeof lessonChange>

/** A child who is here already by `studentId`, or one who comes on trial for the first time by `name`. */
export const newGuest = z.strictObject({
  studentId: id.toLowerCase().optional(),
  name: text(120).min(1).optional(),
  kind: z.enum(guestKinds),
})
export type NewGuest = z.infer<typeof newGuest>

export const guest = z.object({ studentId: id, name: z.string(), kind: z.enum(guestKinds) })
export const guestParams = z.strictObject({ id, studentId: id })

export const guestSearch = z.strictObject({ search: text(80).min(2) })
export const guestCandidates = z.object({
  data: z.array(z.object({ id, name: z.string(), groups: z.array(z.object({ id, name: z.string() })), trial: z.boolean() })),
})
export type GuestCandidates = z.infer<typeof guestCandidates>
