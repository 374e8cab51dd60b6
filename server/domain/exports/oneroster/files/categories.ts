import { sql } from '../../../../infra/db/sql'
import { categoryKey, judged } from '../results'
import type { RosterFile } from '../roster-file'

/** The categories of the skills that are line items. */
export const categories: RosterFile = {
  name: 'categories',
  columns: ['sourcedId', 'status', 'dateLastModified', 'title'],
  rows: ctx => sql`SELECT DISTINCT ${categoryKey} AS "sourcedId", sk.category AS title FROM ${judged(ctx)} ORDER BY 1`,
}
