import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asText, fromText } from '#shared/utils/spreadsheet'

const starters = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\'', 'a', '')
const cells = fc.tuple(starters, starters, fc.string({ unit: 'grapheme' })).map(parts => parts.join(''))

it('leaves no cell that a spreadsheet would run, and gives each back as it was', () => {
  fc.assert(fc.property(cells, (cell) => {
    expect(asText(cell)).not.toMatch(/^[=+\-@\t\r]/)
    expect(fromText(asText(cell))).toBe(cell)
  }))
})

it('leaves ordinary words alone, apostrophes too', () => {
  for (const cell of ['', 'Ill', '\'t Hooft', 'a=b', '12', '2026-11-26']) expect([asText(cell), fromText(cell)]).toEqual([cell, cell])
})
