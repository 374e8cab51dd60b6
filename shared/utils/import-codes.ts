/** What may be imported, and where an import stands: without zod, for the browser's sake. */
export const IMPORT_KINDS = ['oneroster', 'attendance'] as const
export const IMPORT_STATES = ['uploaded', 'checking', 'checked', 'confirmed', 'running', 'done', 'failed', 'discarded'] as const
/** States in which somebody works on it, or soon will. */
export const WORKING_STATES = ['uploaded', 'checking', 'confirmed', 'running'] as const

/** In the order in which people think of them. */
export const IMPORTED_KINDS = ['branches', 'terms', 'groups', 'users', 'students', 'guardianships', 'enrolments', 'assignments', 'marks', 'skills', 'assessments'] as const
export type ImportedKind = typeof IMPORTED_KINDS[number]

/** What can be wrong with an import, from the bundle down to one mark. */
export const ISSUE_CODES = [
  // the bundle
  'no_files', 'missing_file', 'duplicate_file', 'unlisted_file', 'absent_file', 'unknown_file', 'no_manifest', 'unknown_version',
  'unknown_mode',
  // the file
  'missing_column', 'duplicate_column', 'unknown_column', 'empty_file', 'broken_csv',
  // the row
  'ragged_row', 'bad_character', 'too_long', 'required', 'bad_date', 'bad_number', 'dates_reversed', 'bad_value',
  'unknown_value', 'wrong_case', 'inactive', 'bad_address', 'duplicate', 'duplicate_id', 'superseded',
  // between rows
  'unknown_reference', 'unverified_reference', 'to_be_deleted', 'not_a_branch', 'no_role', 'role_not_granted', 'role_mismatch',
  'agent_not_guardian', 'shared_address', 'guardianship_withdrawn', 'still_in_use', 'kept_staff', 'nothing_ended',
  // skills and assessments
  'not_a_skill', 'other_measure', 'no_value', 'too_many_skills',
  // marks
  'not_enrolled', 'minutes_without_late', 'future_date',
] as const

export type IssueCode = typeof ISSUE_CODES[number]
