import { createHash, createHmac } from 'node:crypto'
import { tenantSecret } from '../../infra/auth/session-token'

/**
 * The secret in the address of a calendar link: 256 bits of HMAC that nobody works out without the installation's secret,
 * so that its owner can be shown it again though the database holds its hash alone.
 */
export const secretOf = (tenantId: string, linkId: string): string =>
  createHmac('sha256', tenantSecret(tenantId)).update(`calendar:${linkId}`).digest('base64url')

/** What the database knows a secret by. */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
