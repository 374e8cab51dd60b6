import { z } from 'zod'

/** In small letters, as the database writes it: what is kept under an id, and the word of a change to it, have to meet. */
export const id = z.uuid().toLowerCase()
// Reckoning a few weeks on from either end stays a day with four digits, which the database and the browser both know.
const KNOWN_YEARS = /^(?:19|2\d)/
/** A day in the tenant's zone, `2026-11-21`. */
export const localDate = z.iso.date().regex(KNOWN_YEARS, 'a day of the years 1900 to 2999')
/** A time in the tenant's zone, `16:30`. */
export const localTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time is written as 16:30')
export const idParams = z.strictObject({ id })
