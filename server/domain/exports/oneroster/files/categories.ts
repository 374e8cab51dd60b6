import { sql } from '../../../../infra/db/sql'
import { ofTenant } from '../in-roster'
import { categoryKey } from '../results'
import type { RosterFile } from '../roster-file'

/** The categories of skills. */
export const categories: RosterFile = {
  name: 'categories',
  columns: ['sourcedId', 'status', 'dateLastModified', 'title'],
  rows: ctx => sql`SELECT DISTINCT ${categoryKey} AS "sourcedId", sk.category AS title FROM skills sk WHERE sk."tenantId" = ${ofTenant(ctx)} ORDER BY 1`,
}
