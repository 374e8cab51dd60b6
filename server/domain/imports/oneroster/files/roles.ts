import { codeSet, type Row } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'

/** What a role of OneRoster 1.1 or 1.2 makes of a person here. `none`: a person without a role. */
export type PersonKind = 'student' | 'teacher' | 'parent' | 'none'

const kinds = codeSet<PersonKind>({
  student: 'student',
  teacher: 'teacher',
  aide: 'teacher',
  parent: 'parent',
  guardian: 'parent',
  relative: 'parent',
  administrator: 'none',
  counselor: 'none',
  districtAdministrator: 'none',
  principal: 'none',
  proctor: 'none',
  siteAdministrator: 'none',
  systemAdministrator: 'none',
})

/** Reads `role`: the kind, and the relation to a child where it is one. */
export function readRole(row: Row): { kind: PersonKind | null, relation: string | null } {
  const given = row.text('role')
  let kind = row.oneOf('role', kinds) ?? null
  // OneRoster 1.2 lets a system add values of its own behind this prefix.
  if (given?.startsWith('ext:')) kind = 'none'
  if (kind === 'none') row.warn('role', 'role_not_granted', given ?? '')
  if (given !== null && kind === null && !row.deleted) row.refuse('role', 'bad_value', given)
  return { kind, relation: kind === 'parent' ? given?.toLowerCase() ?? null : null }
}

export const roles = bundleFile({
  name: 'roles',
  required: ['userSourcedId', 'role'],
  optional: ['sourcedId', 'roleType', 'beginDate', 'endDate', 'orgSourcedId', 'userProfileSourcedId'],
  fields: { sourcedId: 'text', deleted: 'boolean', person: 'text', kind: 'text', relation: 'text', org: 'text' },
  read(row) {
    const deleted = readStatus(row)
    row.needed('role')
    const { kind, relation } = readRole(row)
    readModified(row)
    return [row.text('sourcedId'), deleted, row.id('userSourcedId'), kind, relation, row.text('orgSourcedId')]
  },
})
