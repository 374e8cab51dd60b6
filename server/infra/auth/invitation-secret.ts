import { createHmac } from 'node:crypto'
import { tenantSecret } from './session-token'

/** Without what is taken for something else on paper: 0 and O, 1, I and L. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 10

const digest = (tenantId: string, purpose: string, value: string) => createHmac('sha256', tenantSecret(tenantId)).update(`invitation ${purpose}:${value}`)

/**
 * The code of an invitation on paper, 49 bits. Made of the installation's secret and the row's id, so that it can be
 * printed again although nothing but its hash is kept.
 */
export function invitationCode(tenantId: string, id: string): string {
  let number = BigInt(`0x${digest(tenantId, 'code', id).digest('hex')}`)
  let code = ''
  for (const base = BigInt(LETTERS.length); code.length < CODE_LENGTH; number /= base) code += LETTERS[Number(number % base)]
  return code
}

/** What stands in the link of a mail: of its address too, so that a link that went to a wrong one does not hold once that is put right. */
export const invitationToken = (tenantId: string, id: string, email: string): string => digest(tenantId, 'mail', `${id}:${email}`).digest('base64url')

/** As a person may type a code: in small letters, with spaces and dashes. Anything of another length stays as it is. */
export function typedSecret(given: string): string {
  const code = given.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return code.length === CODE_LENGTH ? code : given.trim()
}

/** What is kept of a secret. */
export const invitationHash = (tenantId: string, secret: string): string => digest(tenantId, 'hash', secret).digest('base64url')
