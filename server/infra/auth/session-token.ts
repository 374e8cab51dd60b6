import { createHmac, timingSafeEqual } from 'node:crypto'
import { config } from '../config'

/** Of the installation's secret, one for each tenant: what one tenant signed, no other accepts. */
export const tenantSecret = (tenantId: string): string =>
  createHmac('sha256', config().secret).update(`auth:${tenantId}`).digest('base64url')

/**
 * The token in a value that better-auth signed for this tenant, `token.signature`: HMAC-SHA-256 in base64.
 * Null for any other text. Whether the token stands for a session is for the database to say.
 */
export function signedToken(tenantId: string, signed: string): string | null {
  const end = signed.lastIndexOf('.')
  if (end < 1) return null
  const token = signed.slice(0, end)
  // As text: base64 has more than one for the same bytes.
  const given = Buffer.from(signed.slice(end + 1))
  const own = Buffer.from(createHmac('sha256', tenantSecret(tenantId)).update(token).digest('base64'))
  return given.length === own.length && timingSafeEqual(given, own) ? token : null
}
