import { z } from 'zod'
import { markStatuses } from '#shared/utils/attendance'
import { id, localDate } from './ids'
import { pagedList, pagedQuery } from './paging'
import { text } from './text'

export const markStatus = z.enum(markStatuses)

const count = z.int().min(0)
/** A fraction of 1; null without a mark. */
const rate = z.number().min(0).max(1).nullable()

/** How often each status was marked, over lessons that took place. */
export const attendanceFigures = { present: count, late: count, absent: count, excused: count, total: count, rate }

const range = { from: localDate.optional(), to: localDate.optional() }
const inOrder = ({ from, to }: { from?: string, to?: string }) => !from || !to || from <= to
const outOfOrder = { path: ['to'], message: 'must not be before `from`' }

export const studentAttendanceQuery = z.strictObject({ ...range, ...pagedQuery }).refine(inOrder, outOfOrder)
export type StudentAttendanceQuery = z.infer<typeof studentAttendanceQuery>

export const studentAttendance = pagedList(z.strictObject({
  lessonId: id,
  date: localDate,
  groupName: z.string(),
  status: markStatus,
  minutesLate: z.int().nullable(),
  note: z.string().nullable(),
})).extend({
  summary: z.strictObject(attendanceFigures),
  /** The days that the summary is over: those asked for, else the current term, else 90 days. */
  range: z.strictObject({ from: localDate, to: localDate }),
})
export type StudentAttendance = z.infer<typeof studentAttendance>

export const ATTENDANCE_BY = ['branch', 'group', 'day', 'week'] as const

export const attendanceStatsQuery = z.strictObject({ ...range, by: z.enum(ATTENDANCE_BY).default('branch') }).refine(inOrder, outOfOrder)
export type AttendanceStatsQuery = z.infer<typeof attendanceStatsQuery>

/** `key`: the id of the branch or group, the day, or the ISO week `2026-W47`; `label`: its name, the day, the week's Monday. */
export const attendanceStats = z.strictObject({
  data: z.array(z.strictObject({ key: z.string(), label: z.string(), ...attendanceFigures })),
})
export type AttendanceStats = z.infer<typeof attendanceStats>

export const ALERT_KINDS = ['consecutive', 'rate'] as const

export const attendanceAlertsQuery = z.strictObject({ ...pagedQuery })
export type AttendanceAlertsQuery = z.infer<typeof attendanceAlertsQuery>

export const takenAlert = z.strictObject({
  student: z.strictObject({ id, name: z.string() }),
  by: z.strictObject({ id, name: z.string() }),
  note: z.string().nullable(),
  takenAt: z.iso.datetime({ offset: true }),
  until: localDate,
  /** The last day missed since it was taken on: with it the alert is back after `until`. */
  absentAgain: localDate.nullable(),
})
export type TakenAlert = z.infer<typeof takenAlert>

export const attendanceAlerts = pagedList(z.strictObject({
  kind: z.enum(ALERT_KINDS),
  student: z.strictObject({ id, name: z.string() }),
  /** Lesson days missed in a row, or the rate as a fraction. */
  value: z.number(),
  /** The first day missed of the row, or the first day that the rate is over. */
  since: localDate,
  lastLessonId: id,
})).extend({
  /** Those that somebody has in hand, the next to come back first; as many as a page has. */
  taken: z.array(takenAlert),
  takenTotal: count,
})
export type AttendanceAlerts = z.infer<typeof attendanceAlerts>

export const alertParams = z.strictObject({ studentId: id })

/** All alerts of one student, for whoever takes them on: until the last day on which they are theirs. */
export const alertTaking = z.strictObject({ until: localDate, note: text(500).optional() })
export type AlertTaking = z.output<typeof alertTaking>

/** `week`: any of its days; this week when left out. */
export const groupWeekQuery = z.strictObject({ week: localDate.optional() })

const named = z.strictObject({ id, name: z.string() })

/** `month`: `2026-11`; this month when left out. */
export const groupMonthQuery = z.strictObject({ month: z.string().regex(/^(?:19|2\d)\d\d-(?:0[1-9]|1[0-2])$/, 'a month such as 2026-11').optional() })

/** The lessons of one group in a week from Monday, or in a month, and who was there. */
export const groupWeek = z.strictObject({
  group: named.extend({ branch: named }),
  from: localDate,
  to: localDate,
  lessons: z.array(z.strictObject({
    id, date: localDate, startTime: z.string(), endTime: z.string(),
    kind: z.enum(['lesson', 'training', 'match', 'tournament', 'registration']),
    status: z.enum(['scheduled', 'cancelled', 'moved']),
    register: z.enum(['open', 'taken']),
  })),
  students: z.array(named.extend({
    /** In this group, over the current term, else 90 days. */
    rate,
    /** One for each lesson on whose roster the student is; `status` null while unmarked. */
    marks: z.array(z.strictObject({ lessonId: id, status: markStatus.nullable(), minutesLate: z.int().nullable() })),
  })),
})
export type GroupWeek = z.infer<typeof groupWeek>
