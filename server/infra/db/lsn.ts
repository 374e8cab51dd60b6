/**
 * A place in the write-ahead log as sixteen hex digits, so that comparing texts compares places, in Lua too.
 * PostgreSQL's own form is `16/B374D848`.
 */
export type Lsn = string

/** Before everything. */
export const NO_LSN: Lsn = '0'.repeat(16)

/** @param text PostgreSQL's form, or null where a server has none */
export function toLsn(text: string | null): Lsn {
  const [high = '0', low = '0'] = (text ?? '0/0').toUpperCase().split('/')
  return high.padStart(8, '0') + low.padStart(8, '0')
}

export const later = (a: Lsn, b: Lsn): Lsn => a > b ? a : b

/** The bytes from `from` to `to`; 0 where `to` is not later. */
export const bytesBetween = (from: Lsn, to: Lsn): number => Math.max(0, Number(BigInt(`0x${to}`) - BigInt(`0x${from}`)))
