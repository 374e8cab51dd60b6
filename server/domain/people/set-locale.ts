import type { Locale } from '#shared/utils/locales'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'

/** The language in which a person wants to read pages and mails. */
export async function setLocale(ctx: TenantContext<Viewer>, locale: Locale): Promise<void> {
  await db.write(ctx, async (tx) => {
    await tx.user.updateMany({ where: { id: ctx.viewer.userId }, data: { locale } })
    await recordAudit(tx, ctx, { action: 'user.locale_set', subject: 'user', subjectId: ctx.viewer.userId, details: { locale } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: ctx.viewer.userId } })
  })
}
