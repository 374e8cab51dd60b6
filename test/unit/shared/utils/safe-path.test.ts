import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePath } from '#shared/utils/safe-path'

describe('safePath', () => {
  it.each(['/', '/today', '/lessons/1/register?date=2026-11-21#child-3', '/%D1%83'])('goes on to %s', (path) => {
    expect(safePath(path)).toBe(path)
  })

  it.each([
    'https://evil.example', '//evil.example', '/\\evil.example', '\\\\evil.example', 'javascript:alert(1)', 'today', '',
    '/\t/evil.example', '/\n/evil.example', '/a\\..\\..//evil.example', '/./\\evil', '/.//evil.example', '/x/..//evil.example',
    `/${'a'.repeat(600)}`, undefined, null, 1, ['/today'],
  ])('stays here instead of %j', (next) => {
    expect(safePath(next, '/home')).toBe('/home')
  })

  it('never leaves the site, whatever it is given', () => {
    const nasty = fc.string({ unit: fc.constantFrom('/', '\\', '.', '@', ':', 'e', '?', '#', '\t', '%2f', '\u0000', ' ') })
    fc.assert(fc.property(nasty, (next) => {
      expect(new URL(safePath(`/${next}`), 'https://school.example').origin).toBe('https://school.example')
    }), { numRuns: 2000 })
  })
})
