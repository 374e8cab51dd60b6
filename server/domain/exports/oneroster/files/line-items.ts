import { sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { categoryKey, judged, lineItemKey } from '../results'
import type { RosterFile } from '../roster-file'

/** Skills, in each class where they were judged, over the class's term of today or its last; what the standard has no column for stands behind `metadata.`. */
export const lineItems: RosterFile = {
  name: 'lineItems',
  columns: ['sourcedId', 'status', 'dateLastModified', 'title', 'description', 'assignDate', 'dueDate', 'classSourcedId', 'categorySourcedId',
    'gradingPeriodSourcedId', 'resultValueMin', 'resultValueMax',
    'metadata.skillSourcedId', 'metadata.bands', 'metadata.unit', 'metadata.better', 'metadata.presetKey', 'metadata.archived'],
  rows: (ctx, today) => sql`
    SELECT i."sourcedId", i.title, t."startsOn" AS "assignDate", t."endsOn" AS "dueDate", i."classSourcedId", i."categorySourcedId",
      ${keyOf(sql`t`)} AS "gradingPeriodSourcedId", '0.0' AS "resultValueMin", '100.0' AS "resultValueMax",
      i."skillKey" AS "metadata.skillSourcedId", i.bands::text AS "metadata.bands", i.unit AS "metadata.unit", i.better AS "metadata.better",
      i."presetKey" AS "metadata.presetKey", CASE WHEN i.archived THEN 'true' END AS "metadata.archived"
    FROM (
      SELECT DISTINCT ${lineItemKey} AS "sourcedId", sk.name AS title, ${keyOf(sql`g`)} AS "classSourcedId", ${categoryKey} AS "categorySourcedId", g.id, g."tenantId",
        ${keyOf(sql`sk`)} AS "skillKey", sk.bands, sk.unit::text, CASE WHEN sk.unit IS NOT NULL THEN sk.better::text END AS better, sk."presetKey", sk."archivedAt" IS NOT NULL AS archived
      FROM ${judged(ctx)}) i
    CROSS JOIN LATERAL (
      SELECT t.* FROM group_terms gt JOIN terms t ON t."tenantId" = gt."tenantId" AND t.id = gt."termId"
      WHERE gt."tenantId" = i."tenantId" AND gt."groupId" = i.id ORDER BY t."startsOn" <= ${today}::date DESC, t."startsOn" DESC, ${keyOf(sql`t`)} LIMIT 1) t
    ORDER BY 1`,
}
