import * as m from '#messages'
import { toLocale } from '#shared/utils/negotiate-locale'
import type { Tenant } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { sendMail } from '../../infra/mail/mail'

export interface Addressee { id: string, email: string, name: string }

/** Mails the link with which a password can be set anew; it names the school, so that nobody takes it for another's. */
export async function sendPasswordReset(tenant: Tenant, { id, email, name }: Addressee, link: string): Promise<void> {
  const [reader] = await db.query<{ locale: string | null }>({ tenant }, sql`SELECT u.locale FROM users u WHERE u.id = ${id}::uuid`)
  const locale = toLocale(reader?.locale) ?? tenant.locale
  const school = tenant.name
  await sendMail({
    to: email,
    subject: m.mail_reset_subject({ school }, { locale }),
    text: m.mail_reset_text({ name, school, link }, { locale }),
  })
}
