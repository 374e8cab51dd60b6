import { z } from 'zod'

const id = z.uuid()

/** Everything that happens and that somebody beyond the verb itself has to know, by `noun.verb`, with the ids it is about. */
export const payloads = {
  'register.changed': z.object({ lessonId: id, groupId: id, studentIds: z.array(id) }),
  'roster.changed': z.object({ lessonId: id, groupId: id, studentIds: z.array(id) }),
  'lesson.changed': z.object({ lessonId: id, groupId: id }),
  /** Many lessons at once; what became of each is in `lesson_changes` under the batch, where there is one. */
  'timetable.changed': z.object({ batchId: id.nullable() }),
  'absence.changed': z.object({ studentIds: z.array(id) }),
  'skill.changed': z.object({ skillId: id.nullable() }),
  /** `groupIds`: those of today of the students. */
  'assessment.created': z.object({ skillId: id, studentIds: z.array(id), groupIds: z.array(id) }),
  'assessment.corrected': z.object({ skillId: id, studentIds: z.array(id), groupIds: z.array(id) }),
  'target.changed': z.object({ studentId: id, skillId: id }),
  'achievement.changed': z.object({ achievementId: id }),
  'achievement.awarded': z.object({ awards: z.array(z.object({ studentId: id, achievementId: id })) }),
  /** The summary of everybody's progress was refreshed. */
  'progress.summarised': z.object({}),
  /** Never with the words: it lies in the outbox, and goes to whoever sends notices. */
  'feedback.changed': z.object({ studentId: id, feedbackId: id, visibility: z.enum(['public', 'private']), change: z.enum(['given', 'corrected', 'withdrawn']) }),
  'alert.changed': z.object({ studentId: id }),
  'person.changed': z.object({ userId: id }),
  /** A record, or its place in groups: rosters follow. */
  'student.changed': z.object({ studentIds: z.array(id) }),
  /** Somebody was signed out, by themselves or by a new password. */
  'session.ended': z.object({}),
  /** So much at once that nothing of before may be relied on: an import, the demo's next day. */
  'school.changed': z.object({}),
  /** The school is called, looks or works otherwise from now on. */
  'settings.changed': z.object({}),
  /** Nobody's name is on the record any more, nor whatever hung on it. */
  'student.erased': z.object({ studentId: id }),
  /** Shared caches were told to forget these once, and are to be told again. */
  'pages.purged': z.object({ pages: z.array(z.string()) }),
}

export type EventName = keyof typeof payloads
export type DomainEvent = { [N in EventName]: { name: N, payload: z.infer<typeof payloads[N]> } }[EventName]

/** What the relay hands on: an event with its place and time. */
export type Envelope = DomainEvent & { id: string, version: number, tenantId: string, occurredAt: string }

const isEventName = (name: string): name is EventName => name in payloads

/** @returns null for an event that this build does not know, of a newer one beside it */
export function toEnvelope(row: { id: string, name: string, version: number, tenantId: string, occurredAt: string, payload: unknown }): Envelope | null {
  if (!isEventName(row.name)) return null
  const payload = payloads[row.name].safeParse(row.payload)
  return payload.success ? { ...row, payload: payload.data } as Envelope : null
}
