import { sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { dayOf, judged, lineItemKey } from '../results'
import type { RosterFile } from '../roster-file'

/** Assessments, by their level of 0 to 100; what was measured stands in the comment, before the note. */
export const results: RosterFile = {
  name: 'results',
  columns: ['sourcedId', 'status', 'dateLastModified', 'lineItemSourcedId', 'studentSourcedId', 'scoreStatus', 'score', 'scoreDate', 'comment',
    'metadata.value', 'metadata.note', 'metadata.assessedAt'],
  rows: ctx => sql`
    SELECT ${keyOf(sql`a`)} AS "sourcedId", ${lineItemKey} AS "lineItemSourcedId", ${keyOf(sql`s`)} AS "studentSourcedId", 'fully graded' AS "scoreStatus",
      a.level::text AS score, ${dayOf(ctx)} AS "scoreDate", concat_ws('; ', CASE WHEN sk.unit IS NOT NULL THEN a.value || ' ' || sk.unit END, a.note) AS comment,
      a.value::text AS "metadata.value", a.note AS "metadata.note", to_json(a."assessedAt" AT TIME ZONE 'UTC')#>>'{}' || 'Z' AS "metadata.assessedAt"
    FROM ${judged(ctx)} ORDER BY a."assessedAt", a.id`,
}
