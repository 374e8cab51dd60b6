import { expect, it } from 'vitest'
import { copyLine } from '../../../../../server/infra/db/copy-line'

it('writes a line as PostgreSQL reads it', () => {
  expect(copyLine([1, true, null, 'a\tb\\c\nd\re', ['x', 'y"z', 'a,b', 'c\\d'], []]))
    .toBe('1\ttrue\t\\N\ta\\tb\\\\c\\nd\\re\t{"x","y\\\\"z","a,b","c\\\\\\\\d"}\t{}\n')
})
