import { z } from 'zod'

// PostgreSQL's text takes no NUL, and its jsonb no half of a surrogate pair.
const storable = (value: string) => !value.includes('\0') && !/\p{Cs}/u.test(value)

/** A person's words: trimmed, at most `max` characters, and such that the database can keep them, or look for them. */
export const text = (max: number) => z.string().trim().max(max).refine(storable, 'has characters that cannot be kept')

/** A telephone number as people write it. */
export const phone = text(40).regex(/^\+?[\d\s()./-]{3,}$/, 'a telephone number has digits')

/** An address to sign in with, in small letters. */
export const email = text(320).toLowerCase().pipe(z.email('an address is written as name@school.example'))
