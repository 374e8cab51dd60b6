import { type Sql, sql } from '../../../../infra/db/sql'
import { eraseUsers } from '../erase-users'
import { type RecordKind, tenantOf } from '../record-kind'

/** Who answers for the child. A family sees its own part: no guardian learns how another is reached. */
export const guardians: RecordKind = {
  name: 'guardians',
  tables: ['guardianships'],
  columns: ['name', 'relation', 'priority', 'email', 'phone', 'maySeeRecords', 'getsNotices', 'mayCollect', 'from', 'to'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT u.name, gu.relation, gu.priority, u.email, u.phone, gu."maySeeRecords", gu."getsNotices", gu."mayCollect", gu."from", gu."to"
    FROM guardianships gu JOIN users u ON u."tenantId" = gu."tenantId" AND u.id = gu."userId"
    WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND gu."studentId" = ${studentId}::uuid AND (NOT ${forFamily} OR gu."userId" = ${ctx.viewer.userId}::uuid)
    ORDER BY gu.priority, u.name, u.id`,
  // Those who were here for this child alone go with it.
  erase: scope => [
    ...eraseUsers(scope, onlyGuardians(tenantOf(scope), scope.studentId)),
    sql`DELETE FROM guardianships WHERE "tenantId" = ${tenantOf(scope)}::uuid AND "studentId" = ${scope.studentId}::uuid`,
  ],
}

const onlyGuardians = (tenantId: string, studentId: string): Sql => sql`
  SELECT gu."userId" FROM guardianships gu WHERE gu."tenantId" = ${tenantId}::uuid AND gu."studentId" = ${studentId}::uuid
    AND NOT EXISTS (SELECT FROM guardianships other WHERE other."tenantId" = gu."tenantId" AND other."userId" = gu."userId" AND other."studentId" <> gu."studentId")
    AND NOT EXISTS (SELECT FROM user_roles r WHERE r."tenantId" = gu."tenantId" AND r."userId" = gu."userId" AND r.role <> 'parent')`
