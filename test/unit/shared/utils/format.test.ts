import { describe, expect, it } from 'vitest'
import { formatDate, formatInstant, formatNumber, formatRate, formatTime } from '#shared/utils/format'

describe('formats', () => {
  it.each([['en', 'Saturday, 21 November 2026'], ['uk', 'субота, 21 листопада 2026 р.'], ['ru', 'суббота, 21 ноября 2026 г.']] as const)(
    'writes a day in %s', (locale, text) => expect(formatDate('2026-11-21', locale, 'long')).toBe(text))

  it('writes the day that it is told, whatever the zone of the machine and its changes of clock', () => {
    expect(formatDate('2026-03-29', 'en')).toBe('29 Mar 2026')
    // A day that Samoa never had.
    expect(formatDate('2011-12-30', 'en')).toBe('30 Dec 2011')
  })

  it('shows an instant on the wall clock of the tenant', () => {
    expect(formatInstant('2026-11-21T22:30:00Z', 'Europe/Kyiv', 'en')).toBe('22 Nov 2026, 00:30')
  })

  it('cuts seconds off a time', () => expect(formatTime('09:05:00')).toBe('09:05'))

  it('groups and rounds as the reader does', () => {
    expect(formatNumber(12345.678, 'en', 1)).toBe('12,345.7')
    expect(formatNumber(12345.678, 'uk', 1)).toBe('12\u00a0345,7')
  })

  it('tells a rate of nought from none', () => {
    expect(formatRate(0.934, 'en')).toBe('93%')
    expect(formatRate(0, 'en')).toBe('0%')
    expect(formatRate(null, 'ru')).toBe('–')
  })
})
