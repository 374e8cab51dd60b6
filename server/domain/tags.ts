/**
 * What answers depend on. Coarse where changes are rare and fine where they are many: a register is saved every
 * minute of a morning, a class list changes once a week.
 */
export const tag = {
  /** Everything of the tenant: in each key without being named. */
  all: 'all',
  /** Who there is, who belongs to whom and to which group, and what they may do. */
  people: 'people',
  /** Which sessions hold. */
  sessions: 'sessions',
  /** The timetable: which lessons there are, when, where, and whether they take place. */
  lessons: 'lessons',
  /** All absence notices. */
  notices: 'notices',
  /** All marks, for figures over the whole school. */
  marks: 'marks',
  /** The roster and marks of one lesson. */
  lesson: (id: string) => `lesson:${id}`,
  /** The rosters and marks of one group's lessons. */
  group: (id: string) => `group:${id}`,
  /** The marks and notices of one student. */
  student: (id: string) => `student:${id}`,
  /** Which skills and achievements there are. */
  skills: 'skills',
  /** How many students have each achievement. */
  awards: 'awards',
  /** The summary of everybody's progress, as it was last refreshed. */
  summary: 'summary',
  /** The assessments, targets and awards of one student. */
  progress: (studentId: string) => `progress:${studentId}`,
  /** The assessments of the students of one group. */
  assessed: (groupId: string) => `assessed:${groupId}`,
  /** What a student's family reads of feedback. */
  feedback: (studentId: string) => `feedback:${studentId}`,
  /** Which alerts somebody has taken on. */
  takenAlerts: 'taken-alerts',
}
