import { type Sql, sql } from '../../../infra/db/sql'
import { type RecordScope, tenantOf } from './record-kind'
import * as m from '#messages'

/** What makes users nobody's and signs them out. @param chosen gives their ids, the same at each statement */
export function eraseUsers(scope: Pick<RecordScope, 'ctx' | 'studentId'>, chosen: Sql): Sql[] {
  const tenant = sql`${tenantOf(scope)}::uuid`
  const of = (table: Sql) => sql`DELETE FROM ${table} WHERE "tenantId" = ${tenant} AND "userId" IN (${chosen})`
  return [
    of(sql`sessions`), of(sql`accounts`), of(sql`user_aliases`), of(sql`user_schools`), of(sql`invitations`), of(sql`calendar_links`), of(sql`idempotency_keys`),
    sql`UPDATE users SET name = ${m.record_erased_name({}, { locale: scope.ctx.tenant.locale })}, "givenName" = '', "familyName" = '', email = NULL,
      "emailVerified" = false, phone = NULL, image = NULL, "sourcedId" = NULL, "endedAt" = COALESCE("endedAt", now()), "endedByHand" = true,
      "changedByHand" = true, "updatedAt" = now()
      WHERE "tenantId" = ${tenant} AND id IN (${chosen})`,
  ]
}
