import { codeSet } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'
import { readRole } from './roles'

const booleans = codeSet({ true: true, false: false })
const address = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;]+$/

export const users = bundleFile({
  name: 'users',
  required: ['sourcedId', 'givenName', 'familyName'],
  optional: [
    'enabledUser', 'orgSourcedIds', 'role', 'username', 'userIds', 'middleName', 'identifier', 'email', 'sms', 'phone', 'agentSourcedIds', 'grades', 'password',
    'userMasterIdentifier', 'resourceSourcedIds', 'preferredGivenName', 'preferredMiddleName', 'preferredFamilyName', 'primaryOrgSourcedId', 'pronouns',
  ],
  fields: {
    sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', givenName: 'text', familyName: 'text', email: 'text', phone: 'text',
    enabled: 'boolean', kind: 'text', relation: 'text', orgs: 'text[]', agents: 'text[]',
  },
  read(row) {
    const deleted = readStatus(row)
    const { kind, relation } = readRole(row)
    let email = row.text('email')?.toLowerCase() ?? null
    if (email && !address.test(email)) {
      if (kind !== 'student') row.warn('email', 'bad_address', email)
      email = null
    }
    row.needed('givenName')
    row.needed('familyName')
    const primary = row.text('primaryOrgSourcedId')
    return [
      row.id('sourcedId'), deleted, readModified(row),
      row.text('preferredGivenName') ?? known(row.text('givenName')), row.text('preferredFamilyName') ?? known(row.text('familyName')),
      email, row.text('phone') ?? row.text('sms'),
      enabledOf(row.text('enabledUser')), kind, relation,
      primary ? [...new Set([...row.list('orgSourcedIds'), primary])] : row.list('orgSourcedIds'), row.list('agentSourcedIds'),
    ]
  },
})

/** OneRoster knows nobody without both names; whoever has one goes out with a full stop for the other. */
const known = (name: string | null) => name === '.' ? '' : name

const enabledOf = (cell: string | null) => booleans.get((cell ?? 'true').toLowerCase())?.value ?? true
