import { bundleFile } from './bundle-file'
import { cut } from './cut'
import { readModified, readStatus } from './read-status'

const LONGEST = 40

/** The categories of line items: those of skills. */
export const categories = bundleFile({
  name: 'categories',
  beside: true,
  required: ['sourcedId', 'title'],
  optional: ['weight'],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', name: 'text' },
  read(row) {
    const deleted = readStatus(row)
    return [row.id('sourcedId'), deleted, readModified(row), cut(row.text('title') ?? '', LONGEST) || null]
  },
})
