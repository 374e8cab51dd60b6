import { type Sql, sql } from '../../../../infra/db/sql'
import { eraseUsers } from '../erase-users'
import { type RecordKind, tenantOf } from '../record-kind'

/** The student's own user, where there is one. Whoever works here too keeps it, and is a student no more. */
export const signIn: RecordKind = {
  name: 'signIn',
  tables: ['users'],
  columns: ['name', 'email', 'phone', 'locale', 'createdAt'],
  rows: ({ ctx, studentId }) => sql`
    SELECT u.name, u.email, u.phone, u.locale, u."createdAt" FROM users u
    WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = (SELECT s."userId" FROM students s WHERE s."tenantId" = u."tenantId" AND s.id = ${studentId}::uuid)`,
  erase: scope => [
    ...eraseUsers(scope, onlyStudents(tenantOf(scope), scope.studentId)),
    sql`DELETE FROM user_roles WHERE "tenantId" = ${tenantOf(scope)}::uuid AND role = 'student' AND "userId" = (${ownUser(tenantOf(scope), scope.studentId)})`,
  ],
}

const ownUser = (tenantId: string, studentId: string): Sql => sql`
  SELECT s."userId" FROM students s WHERE s."tenantId" = ${tenantId}::uuid AND s.id = ${studentId}::uuid`

const onlyStudents = (tenantId: string, studentId: string): Sql => sql`
  SELECT u.id FROM users u WHERE u."tenantId" = ${tenantId}::uuid AND u.id = (${ownUser(tenantId, studentId)})
    AND NOT EXISTS (SELECT FROM user_roles r WHERE r."tenantId" = u."tenantId" AND r."userId" = u.id AND r.role <> 'student')`
