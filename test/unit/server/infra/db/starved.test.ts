import { createError } from 'h3'
import { describe, expect, it } from 'vitest'
import { toProblem } from '../../../../../server/utils/problem'
import { asStarved, DatabaseStarved } from '../../../../../server/infra/db/starved'

describe('asStarved', () => {
  it.each([
    [{ code: '53300' }, 'too many connections'],
    [{ code: 'ECONNREFUSED' }, 'connect ECONNREFUSED 127.0.0.1:5432'],
    [{ code: 'P2028' }, 'Transaction API error: Unable to start a transaction in the given time.'],
    [{}, 'timeout exceeded when trying to connect'],
    [{}, 'Query read timeout'],
    [{}, 'Connection terminated unexpectedly'],
  ])('takes %o, "%s", for a database without room', (properties, message) => {
    const reason = Object.assign(new Error(message), properties)
    expect(asStarved(reason)).toBeInstanceOf(DatabaseStarved)
    expect(asStarved(reason)).toMatchObject({ reason })
  })

  it('reaches the client as 503 with Retry-After, through the error that h3 makes of it', () => {
    const starved = asStarved(new Error('Query read timeout'))
    const { problem, headers } = toProblem(createError(starved as Error), 'request-1')
    expect(problem).toMatchObject({ status: 503, code: 'starved', requestId: 'request-1' })
    expect(headers['retry-after']).toBe('2')
  })

  it('leaves every other error what it is', () => {
    for (const error of [Object.assign(new Error('duplicate key'), { code: '23505' }), new TypeError('no'), 'text', null]) expect(asStarved(error)).toBe(error)
  })
})
