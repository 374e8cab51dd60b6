import { recordAudit } from '../audit/record-audit'
import type { TenantContext } from '../context'
import { DomainError } from '../errors'
import { emit } from '../events/emit'
import { passwordHash } from '../../infra/auth/password'
import { db } from '../../infra/db/db'
import { password } from './create-user'

/**
 * Sets a person's password, also the first one of somebody who came by import, and ends their sessions.
 * @throws DomainError `unknown_address`, `invalid`
 */
export async function setPassword(ctx: TenantContext, email: string, given: string): Promise<{ id: string }> {
  const checked = password.safeParse(given)
  if (!checked.success) throw new DomainError('invalid', { detail: checked.error.issues[0]?.message ?? 'not a password' })
  const hash = await passwordHash(checked.data)
  const tenantId = ctx.tenant.id
  return db.write(ctx, async (tx) => {
    const user = await tx.user.findFirst({ where: { email: email.trim().toLowerCase() }, select: { id: true } })
    if (!user) throw new DomainError('unknown_address', { status: 404, detail: `Nobody signs in as ${email} at ${ctx.tenant.slug}.` })
    const { count } = await tx.account.updateMany({ where: { userId: user.id, providerId: 'credential' }, data: { password: hash } })
    if (count === 0) await tx.account.create({ data: { tenantId, userId: user.id, accountId: user.id, providerId: 'credential', password: hash } })
    await tx.session.deleteMany({ where: { userId: user.id } })
    await recordAudit(tx, ctx, { action: 'user.password_set', subject: 'user', subjectId: user.id })
    await emit(tx, ctx, { name: 'session.ended', payload: {} })
    return { id: user.id }
  })
}
