import { z } from 'zod'
import { lessonKinds, lessonStatuses } from '#shared/utils/lesson-words'
import { id, localDate, localTime } from './ids'
import { text } from './text'

const named = z.strictObject({ id, name: z.string() })
const name = text(120).min(1)
const reason = text(500).min(1)
const place = text(200).nullable()

export const newGroup = z.strictObject({ branchId: id, name, termIds: z.array(id).max(20).default([]) })
export type NewGroup = z.output<typeof newGroup>

/** What is left out stays. `ended`: meets no more, its future lessons without marks go; false: takes up again. */
export const groupChange = z.strictObject({ name: name.optional(), termIds: z.array(id).max(20).optional(), ended: z.boolean().optional() })
export type GroupChange = z.output<typeof groupChange>
export const plannedGroup = z.strictObject({ id, name: z.string(), branch: named, termIds: z.array(id), ended: z.boolean() })
export type PlannedGroup = z.infer<typeof plannedGroup>

export const newTerm = z.strictObject({ name, startsOn: localDate, endsOn: localDate })
  .refine(({ startsOn, endsOn }) => endsOn >= startsOn, { path: ['endsOn'], message: 'a term ends after it begins' })
export type NewTerm = z.output<typeof newTerm>
export const termChange = z.strictObject({ name: name.optional(), startsOn: localDate.optional(), endsOn: localDate.optional() })
export type TermChange = z.output<typeof termChange>
export const term = z.strictObject({ id, name: z.string(), startsOn: localDate, endsOn: localDate })
export const terms = z.strictObject({ data: z.array(term) })
export type Term = z.infer<typeof term>

export const newRoom = z.strictObject({ branchId: id, name: text(200).min(1) })
export const roomChange = newRoom.pick({ name: true })
export const room = z.strictObject({ id, branchId: id, name: z.string() })
export const rooms = z.strictObject({ data: z.array(room) })
export type Room = z.infer<typeof room>

/** `branchId` null: all branches. */
export const newClosure = z.strictObject({ branchId: id.nullable().default(null), from: localDate, to: localDate, reason })
  .refine(({ from, to }) => to >= from, { path: ['to'], message: 'the last day is not before the first' })
export type NewClosure = z.output<typeof newClosure>
export const closure = z.strictObject({ id, branch: named.nullable(), from: localDate, to: localDate, reason: z.string() })
export type Closure = z.infer<typeof closure>
export const closures = z.strictObject({ data: z.array(closure.extend({ mayUndo: z.boolean() })) })
export type Closures = z.infer<typeof closures>
export const closed = closure.extend({
  /** Lessons that do not take place for it. */
  cancelled: z.int(),
  /** Lessons on these days in which somebody is marked: they took place. */
  kept: z.int(),
})
export type Closed = z.infer<typeof closed>

const weekdays = z.array(z.int().min(1).max(7)).min(1, 'choose at least one day').max(7)
  .transform(days => [...new Set(days)].sort())
const plan = { weekdays, startTime: localTime, endTime: localTime, place: place.optional() }
/** A lesson that comes every week, from `from` to `to`, or to the end of a term, or until it is ended. 1 is Monday. */
export const newSeries = z.strictObject({
  groupId: id, ...plan, kind: z.enum(lessonKinds).optional(), from: localDate, to: localDate.nullable().optional(), termId: id.optional(),
})
export type NewSeries = z.output<typeof newSeries>
/** What is left out stays. Holds from `from` on, for lessons that nobody changed by hand and nobody is marked in. */
export const seriesChange = z.strictObject({
  from: localDate, weekdays: weekdays.optional(), startTime: localTime.optional(), endTime: localTime.optional(), place: place.optional(),
  to: localDate.nullable().optional(),
})
export type SeriesChange = z.output<typeof seriesChange>
export const series = z.strictObject({
  id, groupId: id, weekdays: z.array(z.int()), startTime: localTime, endTime: localTime, place: z.string().nullable(), kind: z.enum(lessonKinds),
  from: localDate, to: localDate.nullable(),
})
export type Series = z.infer<typeof series>
export const seriesList = z.strictObject({ data: z.array(series) })
export const seriesQuery = z.strictObject({ groupId: id })
/** The first day without it. */
export const seriesEnd = z.strictObject({ from: localDate })

export const conflictKinds = ['group', 'room', 'teacher'] as const
/** Another lesson at the same time that wants the same group, room or teacher. */
export const conflict = z.strictObject({ kind: z.enum(conflictKinds), lessonId: id, groupName: z.string(), startTime: localTime, endTime: localTime })

const weekLesson = z.strictObject({
  id, groupId: id, groupName: z.string(), branchId: id, branchName: z.string(), date: localDate, startTime: localTime, endTime: localTime,
  place: z.string().nullable(), kind: z.enum(lessonKinds), status: z.enum(lessonStatuses), reason: z.string().nullable(),
  /** Its day is closed: shown with the day, not by itself. */
  closed: z.boolean(),
  substitute: z.string().nullable(),
})
const week = { from: localDate, to: localDate, previous: localDate, next: localDate, today: localDate, closures: z.array(closure) }

export const planningWeekQuery = z.strictObject({ from: localDate.optional(), branchId: id.optional(), groupId: id.optional() })
export const planningWeek = z.strictObject({
  ...week,
  branches: z.array(named.extend({ mayClose: z.boolean() })),
  /** Those whose lessons the viewer plans. */
  groups: z.array(named.extend({ branchId: id })),
  rooms: z.array(room),
  lessons: z.array(weekLesson.extend({ teachers: z.array(z.string()), mayPlan: z.boolean(), conflicts: z.array(conflict) })),
  /** There are more lessons than are shown at once. */
  more: z.boolean(),
})
export type PlanningWeek = z.infer<typeof planningWeek>

export const ownWeekQuery = z.strictObject({ from: localDate.optional() })
export const ownWeek = z.strictObject({ ...week, lessons: z.array(weekLesson.extend({ children: z.array(z.string()) })), more: z.boolean() })
export type OwnWeek = z.infer<typeof ownWeek>

const state = z.strictObject({
  date: localDate, startTime: localTime, endTime: localTime, place: z.string().nullable(), status: z.enum(lessonStatuses), substitute: z.string().nullable(),
})
export const lessonPlan = z.strictObject({
  lesson: weekLesson, version: z.int(),
  mayPlan: z.boolean(), maySubstitute: z.boolean(),
  /** Somebody is marked: neither its day nor whether it took place can be changed. */
  marked: z.boolean(),
  closure: closure.nullable(),
  rooms: z.array(z.string()),
  substitutes: z.array(named),
  substituteId: id.nullable(),
  conflicts: z.array(conflict),
  history: z.array(z.strictObject({
    at: z.iso.datetime({ offset: true }), by: z.string().nullable(), reason: z.string().nullable(), before: state, after: state,
  })),
})
export type LessonPlan = z.infer<typeof lessonPlan>

export const groupPlan = plannedGroup.extend({
  mayManage: z.boolean(), terms: z.array(term), rooms: z.array(z.string()), series: z.array(series), today: localDate,
  /** Of its lessons of the next two weeks, which stand for all that repeat. */
  conflicts: z.array(conflict.extend({ date: localDate })),
})
export type GroupPlan = z.infer<typeof groupPlan>

/** What groups are planned with: shown to managers. */
export const house = z.strictObject({
  today: localDate,
  branches: z.array(named), terms: z.array(term), rooms: z.array(room),
  groups: z.array(z.strictObject({ id, name: z.string(), branchId: id, ended: z.boolean(), weekdays: z.array(z.int()) })),
})
export type House = z.infer<typeof house>

/** `address` null: it was made under another secret, and cannot be shown again. */
export const calendarLink = z.strictObject({ id, createdAt: z.iso.datetime({ offset: true }), address: z.url().nullable() })
export type CalendarLink = z.infer<typeof calendarLink>
export const calendarLinks = z.strictObject({ data: z.array(calendarLink) })
