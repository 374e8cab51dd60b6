import { z } from 'zod'
import { markStatuses } from '#shared/utils/attendance'
import { entryStates } from '#shared/utils/lesson-words'
import { id, localDate } from './ids'
import { lesson } from './lessons'

const named = z.object({ id, name: z.string() })

const lessonOfMine = lesson.required({ register: true }).extend({
  branch: z.string(),
  /** Who takes it instead of the group's own teachers. */
  substitute: z.string().nullable(),
  entry: z.enum(entryStates),
  students: z.int(),
  marked: z.int(),
  /** Children of whom word came that they will be away. */
  noticed: z.int(),
})
export type LessonOfMine = z.infer<typeof lessonOfMine>

export const today = z.object({
  date: localDate,
  lessons: z.array(lessonOfMine),
  /** Registers of earlier days that nobody finished, the latest first. */
  open: z.array(lessonOfMine),
  notices: z.array(z.object({ student: named, lessonId: id, groupName: z.string(), reason: z.string(), status: z.enum(markStatuses).nullable() })),
  /** Children of today's lessons who missed the last two of their group without excuse. */
  missed: z.array(z.object({ student: named, lessonId: id, groupName: z.string(), since: localDate })),
})
export type Today = z.infer<typeof today>
