import { codeSet } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'

const types = codeSet({ scheduled: true, homeroom: true })

export const classes = bundleFile({
  name: 'classes',
  required: ['sourcedId', 'title', 'schoolSourcedId', 'termSourcedIds'],
  optional: ['courseSourcedId', 'grades', 'classCode', 'classType', 'location', 'subjects', 'subjectCodes', 'periods'],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', name: 'text', course: 'text', school: 'text', terms: 'text[]' },
  read(row) {
    const deleted = readStatus(row)
    if (row.oneOf('classType', types) === undefined) row.warn('classType', 'unknown_value', row.text('classType') ?? '')
    const terms = row.list('termSourcedIds')
    if (terms.length === 0 && !deleted) row.refuse('termSourcedIds', 'required')
    return [row.id('sourcedId'), deleted, readModified(row), row.needed('title'), row.text('courseSourcedId'), row.needed('schoolSourcedId'), terms]
  },
})
