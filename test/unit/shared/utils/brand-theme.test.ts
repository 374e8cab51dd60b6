import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brandStyle, brandTheme, contrast } from '#shared/utils/brand-theme'

const colour = fc.integer({ min: 0, max: 0xffffff }).map(value => `#${value.toString(16).padStart(6, '0')}`)

describe('contrast', () => {
  it('is 21 between black and white, 1 with itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
    expect(contrast('#1d6b4f', '#1d6b4f')).toBe(1)
  })

  it('agrees with a published value', () => {
    // WebAIM's checker: #777777 on white is 4.48
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  })
})

describe('brandTheme', () => {
  it('can be read in every shade, for any colour a tenant may choose', () => {
    fc.assert(fc.property(colour, (brand) => {
      const { fill, onFill, text, textOnDark } = brandTheme(brand)
      expect(fill).toBe(brand)
      expect(contrast(fill, onFill)).toBeGreaterThanOrEqual(4.5)
      for (const surface of ['#ffffff', '#f4f4f5']) expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5)
      for (const surface of ['#18181b', '#27272a']) expect(contrast(textOnDark, surface)).toBeGreaterThanOrEqual(4.5)
    }))
  })

  it('leaves a colour as it is where it can be read already', () => {
    expect(brandTheme('#1d6b4f')).toMatchObject({ fill: '#1d6b4f', onFill: '#ffffff', text: '#1d6b4f' })
  })

  it('darkens a bright colour for text and writes black on it', () => {
    const { onFill, text } = brandTheme('#ffcc00')
    expect(onFill).toBe('#000000')
    expect(text).not.toBe('#ffcc00')
  })

  it('takes nothing into the page that is not a colour', () => {
    expect(brandStyle('red;background:url(//evil)')).toBe(brandStyle('#1d6b4f'))
  })
})
