import * as m from '#messages'
import { toLocale } from '#shared/utils/negotiate-locale'
import type { Tenant } from '../context'
import { inBackground } from '../../infra/background'
import { sendMail } from '../../infra/mail/mail'
import type { Invitee } from './invite'

/** Mails the link with which a first password can be set; nobody waits for the mail server. */
export function sendInvitation(tenant: Tenant, { email, name, locale: reader }: Invitee & { email: string }, link: string): void {
  const locale = toLocale(reader) ?? tenant.locale
  const school = tenant.name
  inBackground(sendMail({
    to: email,
    subject: m.invitation_mail_subject({ school }, { locale }),
    text: m.invitation_mail_text({ name, school, link }, { locale }),
  }))
}
