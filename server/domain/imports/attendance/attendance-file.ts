import { raw } from '../../../infra/db/sql'
import { markStatuses, type MarkStatus } from '#shared/utils/attendance'
import { codeSet, type Row } from '../csv/row'

const statuses = codeSet<MarkStatus>(Object.fromEntries(markStatuses.map(status => [status, status])))
const MOST_MINUTES = 600

/** `attendance.csv`: one mark a row, of a class or, without one, of the branch's whole-day roll call. */
export const attendanceFile = {
  fileName: 'attendance.csv',
  table: raw('"in_attendance"'),
  columns: { required: ['studentSourcedId', 'date', 'status'], optional: ['orgSourcedId', 'classSourcedId', 'minutesLate', 'note'] },
  fields: { student: 'text', org: 'text', class: 'text', date: 'date', status: 'mark_status', minutesLate: 'smallint', note: 'text' },
  read(row: Row) {
    const status = row.oneOf('status', statuses)
    if (status === null) row.needed('status')
    if (status === undefined) row.refuse('status', 'bad_value', row.text('status') ?? '')
    const [org, group] = [row.text('orgSourcedId'), row.text('classSourcedId')]
    if (org === null && group === null) row.refuse('orgSourcedId', 'required')
    const date = row.needed('date') && row.date('date')
    return [row.id('studentSourcedId'), org, group, date, status ?? null, minutesLate(row, status), row.text('note')]
  },
}

function minutesLate(row: Row, status: MarkStatus | null | undefined): number | null {
  const given = row.text('minutesLate')
  if (given === null) return null
  const minutes = /^\d{1,3}$/.test(given) ? Number(given) : Number.NaN
  if (Number.isNaN(minutes) || minutes > MOST_MINUTES) row.refuse('minutesLate', 'bad_number', given)
  if (status === 'late') return minutes
  if (minutes > 0) row.warn('minutesLate', 'minutes_without_late')
  return null
}
