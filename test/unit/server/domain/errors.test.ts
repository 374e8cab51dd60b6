import { createError } from 'h3'
import { expect, it } from 'vitest'
import { DomainError } from '../../../../server/domain/errors'
import { toProblem } from '../../../../server/utils/problem'

it('reaches the client as what it is, also when it came from another error', () => {
  const refused = new DomainError('bad_query', { status: 400, cause: new SyntaxError('no cursor') })
  expect(toProblem(createError(refused), 'request-1').problem).toMatchObject({ status: 400, code: 'bad_query' })
})
