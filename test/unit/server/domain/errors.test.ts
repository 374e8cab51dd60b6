import { createError } from 'h3'
import { expect, it } from 'vitest'
import { DomainError } from '../../../../server/domain/errors'
import { toProblem } from '../../../../server/utils/problem'

it('reaches the client as what it is, also when it came from another error', () => {
  const refused = new DomainError('bad_query', { status: 400, cause: new SyntaxError('no cursor') })
  expect(toProblem(createError(refused), 'request-1').problem).toMatchObject({ status: 400, code: 'bad_query' })
})

it('hands on that a page was told to come again, and calls every other failure ours', () => {
  const told = (statusCode: number) => toProblem(createError({ statusCode, message: 'from the inside' }), 'request-1')
  expect(told(503)).toEqual({ problem: expect.objectContaining({ status: 503, code: 'unavailable' }), headers: { 'retry-after': '2' } })
  expect(told(502).problem).toMatchObject({ status: 500, code: 'internal' })
  expect(JSON.stringify(told(503))).not.toContain('inside')
})
