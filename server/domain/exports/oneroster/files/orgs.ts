import { sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { ofTenant } from '../in-roster'
import type { RosterFile } from '../roster-file'

/** Every branch is a school. */
export const orgs: RosterFile = {
  name: 'orgs',
  columns: ['sourcedId', 'status', 'dateLastModified', 'name', 'type', 'identifier', 'parentSourcedId'],
  rows: ctx => sql`
    SELECT ${keyOf(sql`b`)} AS "sourcedId", b.name, 'school' AS type FROM branches b WHERE b."tenantId" = ${ofTenant(ctx)} ORDER BY b.id`,
}
