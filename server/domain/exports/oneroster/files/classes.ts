import { sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { courseKey, groupInRoster, ofTenant } from '../in-roster'
import type { RosterFile } from '../roster-file'

export const classes: RosterFile = {
  name: 'classes',
  columns: ['sourcedId', 'status', 'dateLastModified', 'title', 'grades', 'courseSourcedId', 'classCode', 'classType', 'location', 'schoolSourcedId',
    'termSourcedIds', 'subjects', 'subjectCodes', 'periods'],
  rows: ctx => sql`
    SELECT ${keyOf(sql`g`)} AS "sourcedId", g.name AS title, ${courseKey} AS "courseSourcedId", 'scheduled' AS "classType", ${keyOf(sql`b`)} AS "schoolSourcedId", (
      SELECT string_agg(${keyOf(sql`t`)}, ',' ORDER BY t."startsOn", ${keyOf(sql`t`)}) FROM group_terms gt
      JOIN terms t ON t."tenantId" = gt."tenantId" AND t.id = gt."termId" WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id) AS "termSourcedIds"
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${ofTenant(ctx)} AND ${groupInRoster} ORDER BY g.id`,
}
