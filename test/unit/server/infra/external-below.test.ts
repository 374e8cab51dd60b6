import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressBelow, staysBelow } from '../../../../server/infra/external/below'

const base = 'https://api.example/v1'

describe('addressBelow', () => {
  it.each([
    ['/pupils', 'https://api.example/v1/pupils'],
    ['/pupils/7?a=1&b=/../?', 'https://api.example/v1/pupils/7?a=1&b=/../?'],
    ['/%D0%86%D0%B2%D0%B0%D0%BD', 'https://api.example/v1/%D0%86%D0%B2%D0%B0%D0%BD'],
    ['/..x/.y', 'https://api.example/v1/..x/.y'],
    ['/@evil.example', 'https://api.example/v1/@evil.example'],
    ['/', 'https://api.example/v1/'],
  ])('%s is %s', (path, address) => {
    expect(addressBelow(base, path)?.href).toBe(address)
  })

  it.each([
    '', 'x', '@evil.example/', '.evil.example/', '//evil.example', '/..', '/../admin', '/a/../../admin', '/.', '/%2e%2e/admin', '/%2E./admin', '/..%2fadmin',
    '/a%2f..%2f', '/..%5cadmin', '/..\\admin', '/%252e%252e/', '/a//b', '/a b', '/a\u0000', '/%00', '/%0d%0aHost:x', '/a\u0009',
  ])('%j leads nowhere', (path) => {
    expect(addressBelow(base, path)).toBeNull()
  })

  it('stays below whatever stands in the path', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('/', '.', '%', '2', 'e', 'f', '5', 'c', '\\', '@', ':', '?', '#', 'a', ';', 'я') }), (rest) => {
      const address = addressBelow(base, `/${rest}`)
      if (address) expect(address.href.startsWith('https://api.example/v1/')).toBe(true)
    }))
  })
})

describe('staysBelow', () => {
  it.each(['https://evil.example/v1/x', 'http://api.example/v1/x', 'https://api.example:8443/v1/x', 'https://api.example/v10/x', 'https://api.example/', 'https://u:p@api.example/v1/x'])('%s does not', (address) => {
    expect(staysBelow(base, new URL(address))).toBeNull()
  })
})
