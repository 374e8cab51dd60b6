import type { MergePreview } from '#shared/schemas/merges'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { studentsToKeep } from './reach'
import { asStaff, studentsInSight } from './sight'

type Found = MergePreview['kept'] & { keeps: boolean, gone: boolean }
interface Row { records: Found[], conflicts: MergePreview['conflicts'], conflictsInAll: number }

/** More are counted, and not shown. */
const MOST = 50

/**
 * What two records hold, and where both have a mark in one lesson.
 * @throws DomainError `not_found`, also for one that was merged already, `forbidden`
 */
export async function previewMerge(ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<MergePreview> {
  const tenant = ctx.tenant.id
  const both = sql`FROM marks k JOIN marks d ON d."tenantId" = k."tenantId" AND d."lessonId" = k."lessonId" AND d."studentId" = ${duplicateId}::uuid
    WHERE k."tenantId" = ${tenant}::uuid AND k."studentId" = ${keptId}::uuid`
  const [row] = await db.query<Row>(ctx, sql`
    SELECT (SELECT COALESCE(json_agg(json_build_object('id', s.id, 'name', s.name, 'birthDate', s."birthDate", 'keeps', ${studentsToKeep(ctx)},
        'gone', EXISTS (SELECT 1 FROM student_merges x WHERE x."tenantId" = s."tenantId" AND x."mergedId" = s.id),
        'groups', ARRAY(SELECT DISTINCT g.name FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
          WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id ORDER BY g.name),
        'marks', (SELECT count(*) FROM marks m WHERE m."tenantId" = s."tenantId" AND m."studentId" = s.id),
        'guardians', (SELECT count(*) FROM guardianships gu WHERE gu."tenantId" = s."tenantId" AND gu."studentId" = s.id))), '[]')
      FROM students s WHERE s."tenantId" = ${tenant}::uuid AND s.id IN (${keptId}::uuid, ${duplicateId}::uuid) AND ${studentsInSight(asStaff(ctx))}) AS records,
    (SELECT count(*) ${both}) AS "conflictsInAll",
    (SELECT COALESCE(json_agg(json_build_object('lessonId', c."lessonId", 'date', c.date, 'groupName', c.name, 'kept', c.kept, 'dropped', c.dropped) ORDER BY c.date DESC), '[]')
      FROM (SELECT k."lessonId", k.date, k.status AS kept, d.status AS dropped,
          (SELECT g.name FROM groups g WHERE g."tenantId" = k."tenantId" AND g.id = k."groupId") AS name
        ${both} ORDER BY k.date DESC LIMIT ${MOST}::int) c) AS conflicts`)
  const find = (id: string) => row?.records.find(record => record.id === id && !record.gone)
  const [kept, duplicate] = [find(keptId), find(duplicateId)]
  if (!row || !kept || !duplicate || keptId === duplicateId) throw notInSight()
  if (!kept.keeps || !duplicate.keeps) throw forbidden('One of the two is in another branch; ask an admin.')
  const shown = ({ keeps: _, gone: __, ...record }: Found) => record
  return { kept: shown(kept), duplicate: shown(duplicate), conflicts: row.conflicts, conflictsInAll: row.conflictsInAll }
}
