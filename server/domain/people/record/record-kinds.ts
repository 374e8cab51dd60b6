import { absenceNotices } from './kinds/absence-notices'
import { groups } from './kinds/groups'
import { guardians } from './kinds/guardians'
import { markChanges } from './kinds/mark-changes'
import { marks } from './kinds/marks'
import { signIn } from './kinds/sign-in'
import { student } from './kinds/student'
import { visits } from './kinds/visits'
import type { RecordKind } from './record-kind'

/**
 * All that is kept of a student, in the order in which it is erased: the links to people before the record that they
 * hang on. Whoever makes a table with a `studentId` adds a kind here, or says below why not
 * (test/integration/people/record-kinds.test.ts reads the catalogue).
 */
export const RECORD_KINDS: readonly RecordKind[] = [signIn, guardians, groups, visits, marks, markChanges, absenceNotices, student]

/** Tables with a `studentId` that are no part of the record, and why. */
export const NO_PART_OF_RECORD: Readonly<Record<string, string>> = {}
