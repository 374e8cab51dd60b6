import { sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { ofTenant } from '../in-roster'
import type { RosterFile } from '../roster-file'

/** Every term; the end date of OneRoster is the day after the last. */
export const academicSessions: RosterFile = {
  name: 'academicSessions',
  columns: ['sourcedId', 'status', 'dateLastModified', 'title', 'type', 'startDate', 'endDate', 'parentSourcedId', 'schoolYear'],
  rows: ctx => sql`
    SELECT ${keyOf(sql`t`)} AS "sourcedId", t.name AS title, 'term' AS type, t."startsOn" AS "startDate", t."endsOn" + 1 AS "endDate",
      extract(year FROM t."endsOn")::text AS "schoolYear"
    FROM terms t WHERE t."tenantId" = ${ofTenant(ctx)} ORDER BY t."startsOn", t.id`,
}
