import { addDays } from '#shared/utils/local-date'
import { codeSet } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { lastDay } from './academic-sessions'
import { readModified, readStatus } from './read-status'

/** What a person is in a class; `none` is not kept here. */
const roles = codeSet({ student: 'student', teacher: 'lead', aide: 'assistant', administrator: 'none', proctor: 'none' })

export const enrollments = bundleFile({
  name: 'enrollments',
  required: ['sourcedId', 'classSourcedId', 'userSourcedId', 'role'],
  optional: ['schoolSourcedId', 'primary', 'beginDate', 'endDate'],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', class: 'text', school: 'text', person: 'text', role: 'text', begins: 'date', ends: 'date' },
  read(row) {
    const deleted = readStatus(row)
    const role = row.oneOf('role', roles)
    if (role === null) row.needed('role')
    if (role === undefined && !deleted) row.refuse('role', 'bad_value', row.text('role') ?? '')
    if (role === 'none' && !deleted) row.warn('role', 'role_not_granted', row.text('role') ?? '')
    const [begins, ends] = [row.date('beginDate'), row.date('endDate')]
    if (!deleted && begins && ends && ends < begins) row.refuse('endDate', 'dates_reversed')
    const values = [
      row.id('sourcedId'), deleted, readModified(row), row.needed('classSourcedId'), row.text('schoolSourcedId'), row.needed('userSourcedId'),
      role ?? null, begins, ends && (begins ? lastDay(begins, ends) : addDays(ends, -1)),
    ]
    return role === 'none' ? null : values
  },
})
