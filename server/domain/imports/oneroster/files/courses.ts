import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'

export const courses = bundleFile({
  name: 'courses',
  required: ['sourcedId', 'title'],
  optional: ['schoolYearSourcedId', 'courseCode', 'grades', 'orgSourcedId', 'subjects', 'subjectCodes'],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', name: 'text' },
  read: (row) => {
    const deleted = readStatus(row)
    return [row.id('sourcedId'), deleted, readModified(row), row.needed('title')]
  },
})
