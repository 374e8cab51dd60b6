import { rows } from './rows'
import type { ALesson } from './lessons'
import type { AStudent } from './students'

interface Change { studentId: string, version: number, before: { status: string } | null, after: { status: string } | null, source: string, changedBy: string }

/** The students of a lesson to be taken apart; each test says itself how many there are. */
export const childrenOf = (lesson: ALesson) => lesson.students as unknown as [AStudent, AStudent, AStudent, AStudent, AStudent]

/** Every change of a lesson's marks, in order. */
export const historyOf = (lesson: ALesson) => rows<Change>('select * from mark_changes where "lessonId" = $1 order by id', [lesson.id])

/** What the audit log has about a lesson, a student or another subject. */
export const auditOf = (subject: { id: string }) => rows<{ action: string, actorId: string, details: Record<string, unknown> }>(
  'select action, "actorId", details from audit_entries where "subjectId" = $1 order by id', [subject.id])

/** What the lesson's own row says of its register. */
export async function registerStateOf(lesson: ALesson) {
  const [row] = await rows<{ registerVersion: number, takenAt: Date | null }>('select "registerVersion", "takenAt" from lessons where id = $1', [lesson.id])
  return row
}
