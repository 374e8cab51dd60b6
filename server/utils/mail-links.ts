import type { H3Event } from 'h3'
import { mailOrigin } from '../domain/schools/mail-origin'

/** The origin of links that leave this server on paper or in a mail. */
export const linkOrigin = (event: H3Event): Promise<string> => mailOrigin(tenantContext(event).tenant, event.context.origin)
