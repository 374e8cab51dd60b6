import { addDays } from '#shared/utils/local-date'
import { codeSet } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'

const types = codeSet({ term: true, gradingPeriod: true, semester: true, schoolYear: true })

export const academicSessions = bundleFile({
  name: 'academicSessions',
  required: ['sourcedId', 'title', 'startDate', 'endDate'],
  optional: ['type', 'parentSourcedId', 'schoolYear'],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', name: 'text', startsOn: 'date', endsOn: 'date', parent: 'text' },
  read(row) {
    const deleted = readStatus(row)
    if (row.oneOf('type', types) === undefined) row.warn('type', 'unknown_value', row.text('type') ?? '')
    const starts = row.needed('startDate') && row.date('startDate')
    const ends = row.needed('endDate') && row.date('endDate')
    if (!deleted && starts && ends && ends < starts) row.refuse('endDate', 'dates_reversed')
    return [row.id('sourcedId'), deleted, readModified(row), row.needed('title'), starts, starts && ends && lastDay(starts, ends), row.text('parentSourcedId')]
  },
})

/** OneRoster: the end date is not part of the session. */
export function lastDay(first: string, end: string): string {
  return end > first ? addDays(end, -1) : first
}
