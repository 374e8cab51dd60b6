import { Prisma } from './generated/client'

/** The database cannot take this now: no free connection, or no server. The caller may try again. */
export class DatabaseStarved extends Error {
  /** @param reason kept beside, not as `cause`: h3 takes an error that has a cause for the cause alone */
  constructor(readonly reason: unknown) {
    super(`the database has no room or cannot be reached: ${reason instanceof Error ? reason.message : String(reason)}`)
    this.name = 'DatabaseStarved'
  }
}

// PostgreSQL: 53300 too many connections, 57014 the statement took too long, 57P01–57P03 shutting or starting up; Node: the socket's own words.
const CODES = new Set(['53300', '57014', '57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN',
  'P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2028'])

/** Turns a failure to get a connection into `DatabaseStarved`; any other error stays what it is. */
export function asStarved(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  if (code && CODES.has(code)) return new DatabaseStarved(error)
  if (/timeout exceeded when trying to connect|Connection terminated|is not queryable|Query read timeout/.test(error.message)) return new DatabaseStarved(error)
  if (error instanceof Prisma.PrismaClientInitializationError) return new DatabaseStarved(error)
  return error
}
