import type { KeptMails } from '#shared/schemas/mail'
import { notInSight } from '../../domain/errors'
import { config } from '../../infra/config'
import { keptMails } from '../../infra/mail/mail'

/** The mails that the demo keeps instead of sending them; nowhere else is there such an address. */
export default defineEventHandler(async (event) => {
  const { demo, production, mail } = config()
  if (mail.smtpUrl || (production && !demo)) throw notInSight()
  setResponseHeader(event, 'cache-control', 'no-store')
  const data = await keptMails()
  return sendJson(event, { data: data.map(({ id, at, to, subject, text }) => ({ id, at, to, subject, text })) } satisfies KeptMails)
})
