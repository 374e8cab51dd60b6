import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoId, fraction, pick, sample, whole } from '../../../../../server/domain/demo/random'

const key = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 })

describe('chance by key', () => {
  it('is a fraction that its key alone decides', () => {
    fc.assert(fc.property(key, (parts) => {
      const f = fraction(...parts)
      expect(f).toBeGreaterThanOrEqual(0)
      expect(f).toBeLessThan(1)
      expect(fraction(...parts)).toBe(f)
    }))
  })

  it('is even over keys that hardly differ', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let i = 0; i < 20_000; i++) tenths[Math.floor(fraction('arsenal', i, 'late') * 10)]! += 1
    for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200)
  })

  it('picks what is there', () => {
    fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1 }), key, (list, parts) => {
      expect(list).toContain(pick(list, ...parts))
      expect(sample(list, list.length, ...parts).sort()).toEqual([...list].sort())
    }))
    expect(() => pick([], 'nothing')).toThrow(RangeError)
    expect(new Set(Array.from({ length: 200 }, (_, i) => whole(2, 4, i)))).toEqual(new Set([2, 3, 4]))
  })
})

describe('an id', () => {
  it('is a UUIDv7 with the day as its time', () => {
    fc.assert(fc.property(key, (parts) => {
      const id = demoId('2026-11-21', ...parts)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toBe(Date.parse('2026-11-21T00:00:00Z'))
      expect(demoId('2026-11-21', ...parts)).toBe(demoId('2026-11-21', ...parts))
      expect(demoId('2026-11-21', ...parts)).not.toBe(demoId('2026-11-21', ...parts, 0))
    }))
  })
})
