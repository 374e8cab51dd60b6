// Apart from the schemas, so that the browser gets words without zod.
export const lessonKinds = ['lesson', 'training', 'match', 'tournament', 'registration'] as const
export type LessonKind = (typeof lessonKinds)[number]

export const lessonStatuses = ['scheduled', 'cancelled', 'moved'] as const
export type LessonStatus = (typeof lessonStatuses)[number]

export const guestKinds = ['trial', 'make_up', 'called_up'] as const

/** Whether marks can be entered: not before the day, not in a cancelled lesson, not when locked for this viewer. */
export const entryStates = ['open', 'not_open', 'locked', 'cancelled'] as const
export type EntryState = (typeof entryStates)[number]
