import { codeSet } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'

/** Which organisations are branches; the others only stand above them. */
const types = codeSet({ school: true, department: true, local: true, district: false, state: false, national: false })

export const orgs = bundleFile({
  name: 'orgs',
  required: ['sourcedId', 'name', 'type'],
  optional: ['identifier', 'parentSourcedId'],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', name: 'text', branch: 'boolean', parent: 'text' },
  read(row) {
    const deleted = readStatus(row)
    const type = row.oneOf('type', types)
    if (type === null) row.needed('type')
    if (type === undefined && !deleted) row.refuse('type', 'bad_value', row.text('type') ?? '')
    return [row.id('sourcedId'), deleted, readModified(row), row.needed('name'), type ?? false, row.text('parentSourcedId')]
  },
})
