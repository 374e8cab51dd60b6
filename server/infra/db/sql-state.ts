import { DatabaseError } from 'pg'
import { Prisma } from './generated/client'

interface ServerError { code: string | undefined, message: string }

/** What PostgreSQL said, whichever client heard it; null for an error that is not the server's. */
export function serverError(error: unknown): ServerError | null {
  if (error instanceof DatabaseError) return { code: error.code, message: error.message }
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return null
  if (error.code === 'P2034') return { code: '40001', message: error.message }
  const reason = error.meta?.driverAdapterError
  const cause = reason && typeof reason === 'object' && 'cause' in reason ? reason.cause as { originalCode?: string, originalMessage?: string } : undefined
  return { code: cause?.originalCode, message: cause?.originalMessage ?? error.message }
}

/** The five characters of SQLSTATE, if the server gave any. */
export const sqlState = (error: unknown): string | undefined => serverError(error)?.code
