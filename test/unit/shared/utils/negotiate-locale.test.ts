import { describe, expect, it } from 'vitest'
import { acceptedLocale, toLocale } from '#shared/utils/negotiate-locale'

describe('toLocale', () => {
  it.each([['uk', 'uk'], ['uk-UA', 'uk'], ['RU', 'ru'], ['en-GB', 'en'], ['de', null], ['ukr', null], ['', null], [undefined, null], [['uk'], null]])(
    'reads %j as %j', (value, locale) => expect(toLocale(value)).toBe(locale))
})

describe('acceptedLocale', () => {
  it.each([
    ['uk-UA,uk;q=0.9,en;q=0.8', 'uk'],
    ['de-DE,de;q=0.9,ru;q=0.5,en;q=0.7', 'en'],
    ['en;q=0,ru;q=0.1', 'ru'],
    ['de', null],
    ['*', null],
    ['', null],
    [undefined, null],
    ['en;q=nonsense,uk;q=0.2', 'uk'],
  ])('takes from %j the language %j', (header, locale) => expect(acceptedLocale(header)).toBe(locale))
})
