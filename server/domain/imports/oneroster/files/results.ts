import { isLocalDate } from '#shared/utils/local-date'
import { codeSet, type Row } from '../../csv/row'
import { limits } from '../../limits'
import { bundleFile } from './bundle-file'
import { cut } from './cut'
import { readNumber } from './read-number'
import { readInstant, readModified, readStatus } from './read-status'

const graded = codeSet({ 'fully graded': true, 'exempt': false, 'not submitted': false, 'partially graded': false, 'submitted': false })
const MOST_VALUE = 1_000_000
const LONGEST_NOTE = 300
/** Our own ids: rows that this school made itself are found by them. */
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Scores. Those of our own exports say in columns behind `metadata.` what was measured, the note alone, and the moment. */
export const results = bundleFile({
  name: 'results',
  beside: true,
  required: ['sourcedId', 'lineItemSourcedId', 'studentSourcedId'],
  optional: [
    'scoreStatus', 'score', 'scoreDate', 'comment', 'scoreScaleSourcedId', 'textScore', 'classSourcedId', 'inProgress', 'incomplete', 'late', 'missing',
    'metadata.value', 'metadata.note', 'metadata.assessedAt',
  ],
  fields: {
    sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', lineItem: 'text', student: 'text', score: 'float8', value: 'float8', note: 'text',
    at: 'timestamptz', day: 'date', ownId: 'uuid',
  },
  read(row) {
    const deleted = readStatus(row)
    // Whatever is not judged yet says nothing of how somebody is getting on.
    if (!deleted && row.oneOf('scoreStatus', graded) === false) return null
    const sourcedId = row.id('sourcedId')
    const value = readNumber(row, 'metadata.value')
    if (value !== null && (value < 0 || value > MOST_VALUE)) row.refuse('metadata.value', 'bad_number', String(value))
    return [
      sourcedId, deleted, readModified(row), row.text('lineItemSourcedId'), row.text('studentSourcedId'), readNumber(row, 'score'), value, noteOf(row, value !== null),
      readInstant(row, 'metadata.assessedAt'), dayOf(row), sourcedId && uuid.test(sourcedId) ? sourcedId : null,
    ]
  },
})

function noteOf(row: Row, ours: boolean): string | null {
  const column = ours ? 'metadata.note' : 'comment'
  const note = row.text(column, limits.row) ?? ''
  if (note.length > LONGEST_NOTE) row.warn(column, 'too_long')
  return cut(note, LONGEST_NOTE) || null
}

function dayOf(row: Row): string | null {
  const day = row.text('scoreDate')?.slice(0, 'yyyy-mm-dd'.length) ?? null
  if (day === null || isLocalDate(day)) return day
  if (!row.deleted) row.warn('scoreDate', 'bad_date', day)
  return null
}
