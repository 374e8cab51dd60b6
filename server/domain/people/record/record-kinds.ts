import { absenceNotices } from './kinds/absence-notices'
import { assessments } from './kinds/assessments'
import { awards } from './kinds/awards'
import { consents } from './kinds/consents'
import { emergencyContacts } from './kinds/emergency-contacts'
import { feedback, feedbackChanges } from './kinds/feedback'
import { groups } from './kinds/groups'
import { guardians } from './kinds/guardians'
import { markChanges } from './kinds/mark-changes'
import { marks } from './kinds/marks'
import { medicalNotes } from './kinds/medical-notes'
import { photo } from './kinds/photo'
import { signIn } from './kinds/sign-in'
import { student } from './kinds/student'
import { takenAlerts } from './kinds/taken-alerts'
import { targets } from './kinds/targets'
import { visits } from './kinds/visits'
import type { RecordKind } from './record-kind'

/**
 * All that is kept of a student, in the order in which it is erased: the links to people before the record that they
 * hang on. Whoever makes a table that hangs on students adds a kind here, or says below why not
 * (test/integration/people/record.test.ts reads the catalogue).
 */
export const RECORD_KINDS: readonly RecordKind[] = [
  signIn, guardians, groups, visits, marks, markChanges, absenceNotices, assessments, targets, awards, feedback, feedbackChanges, takenAlerts,
  medicalNotes, emergencyContacts, consents, photo, student,
]

/** Tables that hang on students and are no part of the record, and why. */
export const NO_PART_OF_RECORD: Readonly<Record<string, string>> = {
  student_merges: 'leads old links to the record that was kept; it has ids and the two statuses of a lesson, no words, and erasing goes by it',
}
