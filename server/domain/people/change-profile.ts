import type { Profile } from '#shared/schemas/account'
import { splitName } from '#shared/utils/person-name'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Changes what people are called and how the school reaches them by phone; the log says what, not from what to what. */
export async function changeProfile(ctx: TenantContext<Viewer>, { name, phone }: Profile): Promise<void> {
  // Null is what was not given.
  const { givenName, familyName } = name === undefined ? { givenName: null, familyName: null } : splitName(name)
  const [newName, newPhone] = [name ?? null, phone ?? null]
  const userId = ctx.viewer.userId
  await db.change(ctx, async (tx) => {
    const changed = await tx.$executeRaw(sql`
      UPDATE users SET name = COALESCE(${newName}, name), "givenName" = COALESCE(${givenName}, "givenName"),
        "familyName" = COALESCE(${familyName}, "familyName"), phone = nullif(COALESCE(${newPhone}, phone), ''), "updatedAt" = now()
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${userId}::uuid
        AND (name <> COALESCE(${newName}, name) OR COALESCE(phone, '') <> COALESCE(${newPhone}, phone, ''))`)
    if (changed === 0) return
    const fields = [...name === undefined ? [] : ['name'], ...phone === undefined ? [] : ['phone']]
    await recordAudit(tx, ctx, { action: 'user.profile_changed', subject: 'user', subjectId: userId, details: { fields } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId } })
  })
}
