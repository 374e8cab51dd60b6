import { sqlState } from '../../infra/db/sql-state'
import { DomainError } from '../errors'

export const nameTaken = () => new DomainError('name_taken', { status: 409, detail: 'There is one of this name already, perhaps put away.' })

const UNIQUE_VIOLATION = '23505'

/** @throws DomainError `name_taken` 409 where `work` met another row of that name */
export async function withFreeName<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  }
  catch (error) {
    throw sqlState(error) === UNIQUE_VIOLATION ? nameTaken() : error
  }
}
