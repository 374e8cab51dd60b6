import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { tenantSecret } from './session-token'

const CIPHER = 'aes-256-gcm'
const [NONCE_BYTES, TAG_BYTES] = [12, 16]

const keyOf = (tenantId: string) => Buffer.from(hkdfSync('sha256', tenantSecret(tenantId), '', 'goalschool sealed answer', 32))

/** A text that only this installation reads again, for what is kept for a while and holds a secret: AES-256-GCM, in base64url. */
export function seal(tenantId: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, keyOf(tenantId), nonce)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** @throws Error when it was sealed under another secret, or changed since */
export function unseal(tenantId: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv(CIPHER, keyOf(tenantId), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
}
