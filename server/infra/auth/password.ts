import { hashPassword } from 'better-auth/crypto'

/** better-auth's scrypt, in the form that its `credential` accounts keep. */
export const passwordHash = (password: string): Promise<string> => hashPassword(password)
