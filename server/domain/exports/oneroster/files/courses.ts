import { sql } from '../../../../infra/db/sql'
import { courseKey, groupInRoster, ofTenant } from '../in-roster'
import type { RosterFile } from '../roster-file'

/** The courses that classes are of. One whose name nobody told us is named by its classes alone. */
export const courses: RosterFile = {
  name: 'courses',
  columns: ['sourcedId', 'status', 'dateLastModified', 'schoolYearSourcedId', 'title', 'courseCode', 'grades', 'orgSourcedId', 'subjects', 'subjectCodes'],
  rows: ctx => sql`
    SELECT ${courseKey} AS "sourcedId", min(g."courseName") AS title FROM groups g
    WHERE g."tenantId" = ${ofTenant(ctx)} AND g."courseName" IS NOT NULL AND ${groupInRoster} GROUP BY 1 ORDER BY 1`,
}
