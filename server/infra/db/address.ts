/** A database behind a pooler, as its URL describes it. */
export interface Address {
  /** For short transactions. */
  url: string
  /** Past the pooler: for sessions that last, such as LISTEN, migrations and imports. */
  direct: string
  /** Whether a statement may keep a name from one transaction to the next. */
  named: boolean
}

/** Reads `?pgbouncer=true`, after Prisma's own parameter, and `?direct=<host>:<port>`, which mean nothing to PostgreSQL. */
export function addressOf(text: string): Address {
  const url = new URL(text)
  const named = url.searchParams.get('pgbouncer') !== 'true'
  const past = url.searchParams.get('direct')
  url.searchParams.delete('pgbouncer')
  url.searchParams.delete('direct')
  const direct = new URL(url)
  if (past) direct.host = past
  return past || !named ? { url: url.href, direct: direct.href, named } : { url: text, direct: text, named }
}
