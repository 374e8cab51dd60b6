import fc from 'fast-check'
import { expect, it } from 'vitest'
import { brandContrasts } from '#shared/utils/brand-contrasts'
import { contrast } from '#shared/utils/brand-theme'

const colours = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)

it('says of any colour how it can be told from the page, and never has words that cannot be read', () => {
  fc.assert(fc.property(colours, (colour) => {
    const checks = brandContrasts(colour)
    expect(checks.map(({ what }) => what)).toEqual(['button_light', 'link_light', 'button_dark', 'link_dark'])
    for (const { fill, ink, surface, ratio, enough } of checks) {
      expect(contrast(ink, fill ?? surface)).toBeGreaterThanOrEqual(4.5)
      expect(ratio).toBeCloseTo(contrast(fill ?? ink, surface))
      expect(enough).toBe(ratio >= (fill ? 3 : 4.5))
    }
  }))
})

it('finds white weak on a light page, and black on a dark one', () => {
  const weak = (colour: string) => brandContrasts(colour).filter(({ enough }) => !enough).map(({ what }) => what)
  expect([weak('#ffffff'), weak('#000000'), weak('#1d6b4f')]).toEqual([['button_light'], ['button_dark'], ['button_dark']])
})
