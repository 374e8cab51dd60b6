import { z } from 'zod'
import { lessonKinds, lessonStatuses } from '#shared/utils/lesson-words'
import { attendanceFigures, markStatus } from './attendance'
import { id, localDate } from './ids'

const rate = attendanceFigures.rate

export const familyLesson = z.strictObject({
  id,
  groupName: z.string(),
  date: localDate,
  startsAt: z.iso.datetime({ offset: true }),
  endsAt: z.iso.datetime({ offset: true }),
  kind: z.enum(lessonKinds),
  status: z.enum(lessonStatuses),
  place: z.string().nullable(),
  /** A notice says that the child will be away. */
  away: z.boolean(),
})
export type FamilyLesson = z.infer<typeof familyLesson>

const mark = z.strictObject({ status: markStatus, minutesLate: z.int().nullable(), note: z.string().nullable() })
const lessonMark = z.strictObject({ lessonId: id, date: localDate, groupName: z.string(), ...mark.shape })
export type LessonMark = z.infer<typeof lessonMark>

const familyCard = z.strictObject({
  id,
  name: z.string(),
  givenName: z.string(),
  /** The lessons of today; one that nobody marked has no mark, whatever the reason. */
  today: z.array(familyLesson.extend({ mark: mark.nullable() })),
  /** What comes after this moment. */
  next: z.array(familyLesson),
  summary: z.strictObject(attendanceFigures),
  /** The days of the summary: the current term, else 90 days. */
  range: z.strictObject({ from: localDate, to: localDate }),
  /** The last four weeks against the four before; `weeks` are the rates of all eight, from the earliest. */
  trend: z.strictObject({ recent: rate, before: rate, change: z.number().nullable(), weeks: z.array(z.strictObject({ from: localDate, rate })) }),
  lastMark: lessonMark.nullable(),
  /** The latest that was awarded. */
  achievement: z.strictObject({ name: z.string(), awardedAt: z.iso.datetime({ offset: true }) }).nullable(),
  /** Absences reported for today or later. */
  notices: z.array(z.strictObject({ id, from: localDate, to: localDate, lessonId: id.nullable() })),
})
export type FamilyCard = z.infer<typeof familyCard>

export const home = z.strictObject({ today: localDate, children: z.array(familyCard) })
export type Home = z.infer<typeof home>

export const childPage = familyCard.extend({
  todayDate: localDate,
  /** Every mark of the days that the calendar shows. */
  calendar: z.strictObject({ from: localDate, to: localDate, marks: z.array(z.strictObject({ date: localDate, status: markStatus })) }),
  recent: z.array(lessonMark),
  /** There is a photo to be fetched. */
  photo: z.boolean(),
})
export type ChildPage = z.infer<typeof childPage>
