import { z } from 'zod'

export const id = z.uuid()
/** A day in the tenant's zone, `2026-11-21`. */
export const localDate = z.iso.date()
/** A time in the tenant's zone, `16:30`. */
export const localTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time is written as 16:30')
export const idParams = z.strictObject({ id })
