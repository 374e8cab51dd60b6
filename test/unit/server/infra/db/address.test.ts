import { expect, it } from 'vitest'
import { addressOf } from '../../../../../server/infra/db/address'

it('reads what is for the pooler out of a URL, and keeps the rest', () => {
  const plain = 'postgres://me:p%40ss@db:5432/school?sslmode=disable'
  expect(addressOf(plain)).toEqual({ url: plain, direct: plain, named: true })
  expect(addressOf('postgres://me:p%40ss@pooler:6432/school?pgbouncer=true&direct=db:5432&sslmode=disable'))
    .toEqual({ url: 'postgres://me:p%40ss@pooler:6432/school?sslmode=disable', direct: plain, named: false })
  expect(addressOf('postgres://me@pooler:6432/school?direct=db:5433'))
    .toEqual({ url: 'postgres://me@pooler:6432/school', direct: 'postgres://me@db:5433/school', named: true })
})
