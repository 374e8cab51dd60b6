import { z } from 'zod'
import { attendanceFigures, markStatus } from './attendance'
import { id, localDate } from './ids'
import { pagedList, pagedQuery } from './paging'

const named = z.strictObject({ id, name: z.string() })
const count = z.int().min(0)

/** The figures of one day for staff. */
export const dashboardStats = z.strictObject({
  date: localDate,
  /** Enrolled today. */
  students: count,
  groups: count,
  /** Lessons of the day that are not cancelled, and how many registers of theirs are taken or open. */
  lessons: count,
  registersTaken: count,
  registersOpen: count,
  /** Students whom a notice covers. */
  notices: count,
  attendance: z.strictObject(attendanceFigures),
})
export type DashboardStats = z.infer<typeof dashboardStats>

export const dayQuery = z.strictObject({ date: localDate.optional() })

/** `usual`: the mean rate of the same weekday over the four weeks before, null where there was none. */
const dayFigures = { ...attendanceFigures, usual: z.number().min(0).max(1).nullable(), lessons: count, registersTaken: count }

export const dayAttendance = z.strictObject({
  date: localDate,
  whole: z.strictObject(dayFigures),
  branches: z.array(named.extend(dayFigures)),
  groups: z.array(named.extend({ branch: named, ...dayFigures })),
})
export type DayAttendance = z.infer<typeof dayAttendance>

export const awayQuery = z.strictObject({ date: localDate.optional(), ...pagedQuery })
export type AwayQuery = z.infer<typeof awayQuery>

/** Students who miss a lesson of the day, those of whom nobody had word first. */
export const awayStudents = pagedList(z.strictObject({
  student: named,
  groups: z.array(named),
  /** `absent` before `excused`; null while the register is open and only the notice says so. */
  status: markStatus.nullable(),
  /** `label`: the school's own word for a reason that is a code. */
  notice: z.strictObject({ reason: z.string(), label: z.string().nullable() }).nullable(),
})).extend({
  /** How many of all are absent without a notice. */
  withoutNotice: count,
})
export type AwayStudents = z.infer<typeof awayStudents>

export const openRegistersQuery = z.strictObject({ ...pagedQuery })
export type OpenRegistersQuery = z.infer<typeof openRegistersQuery>

/** Lessons that ended, from the last school day on, whose register is not taken. */
export const openRegisters = pagedList(z.strictObject({
  lessonId: id,
  date: localDate,
  startTime: z.string(),
  group: named,
  branch: named,
  teachers: z.array(z.string()),
}))
export type OpenRegisters = z.infer<typeof openRegisters>
