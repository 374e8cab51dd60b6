import { z } from 'zod'
import { DomainError } from '../errors'

// PostgreSQL counts from year 1.
const place = z.tuple([z.iso.datetime().refine(at => !at.startsWith('0000')), z.uuid()])

/** Where a page of the log ended, as a word for the client to send back. */
export const toCursor = ({ at, id }: { at: Date, id: string }): string => Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')

/** @throws DomainError `bad_query` 400 for a word that no page of ours ended with */
export function fromCursor(cursor: string): { at: string, id: string } {
  try {
    const [at, id] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { at, id }
  }
  catch (cause) {
    throw new DomainError('bad_query', { status: 400, errors: [{ path: 'cursor', code: 'bad_cursor', message: 'This cursor came from no list.' }], cause })
  }
}
