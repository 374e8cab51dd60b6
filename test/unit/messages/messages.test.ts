import { describe, expect, it } from 'vitest'
import { LOCALES, type Locale } from '#shared/utils/locales'
import { everyMessage, features, inputsOf, pathPatterns, sources, textsOf, type Message, type Variants } from './catalogue'

const messages = everyMessage()
const name = (feature: string, key: string, locale: Locale) => `messages/${feature}/${locale}.json: ${key}`

/** Names that are written alike in every language. */
const SAME_EVERYWHERE = /GoalSchool|OneRoster|CSV|JSON|API|UTF-8|ID|E-?mail|ZIP/gi

const combinations = (selectors: string[], values: (selector: string) => string[]) =>
  selectors.reduce<string[][]>((lists, selector) => lists.flatMap(list => values(selector).map(value => [...list, `${selector}=${value}`])), [[]])

/** The values that lines name; `*` stands for the rest, and counts only where nothing is named. */
function named(values: string[]) {
  const known = new Set(values.filter(value => value !== '*'))
  return known.size > 0 ? [...known] : ['*']
}

/** The combinations of selector values that no line of the message answers. */
function unanswered({ declarations, selectors, match }: Variants, locale: Locale): string[] {
  const lines = Object.keys(match).map(line => line.split(',').map(part => part.trim()))
  const plural = (selector: string) => declarations.some(line => new RegExp(`^local ${selector} = \\w+: plural`).test(line))
  const values = (selector: string) => plural(selector)
    ? new Intl.PluralRules(locale).resolvedOptions().pluralCategories
    : named(lines.flat().filter(part => part.startsWith(`${selector}=`)).map(part => part.slice(selector.length + 1)))
  return combinations(selectors, values)
    .filter(wanted => !lines.some(line => wanted.every((part, i) => line.includes(part) || line.includes(`${selectors[i]}=*`))))
    .map(parts => parts.join(', '))
}

describe('messages', () => {
  it('come from every folder that the project lists, and from no other', () => {
    expect(features.filter(feature => !pathPatterns.includes(`./messages/${feature}/{locale}.json`))).toEqual([])
  })

  it('exist in all languages', () => {
    const missing = messages.flatMap(([feature, key, texts]) => LOCALES.filter(locale => texts[locale] === undefined).map(locale => name(feature, key, locale)))
    expect(missing).toEqual([])
  })

  it('have keys of their own', () => {
    const keys = messages.map(([, key]) => key)
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })

  it('are spoken somewhere, and what is spoken exists', () => {
    const spoken = new Set(sources().flatMap(text => [...text.matchAll(/\bm\.([a-z][a-z0-9]*_\w+)/g)].map(match => match[1])))
    const known = new Set(messages.map(([, key]) => key))
    expect({ unused: [...known].filter(key => !spoken.has(key)), missing: [...spoken].filter(key => key && !known.has(key)) })
      .toEqual({ unused: [], missing: [] })
  })

  it('ask for the same inputs in every language', () => {
    const odd = messages.filter(([, , { en, uk, ru }]) =>
      new Set([en, uk, ru].filter((text): text is Message => text !== undefined).map(text => inputsOf(text).join())).size > 1)
    expect(odd.map(([feature, key]) => `${feature}: ${key}`)).toEqual([])
  })

  it('answer every plural category of their language, every status and both vocabularies', () => {
    const gaps = messages.flatMap(([feature, key, texts]) => LOCALES.flatMap((locale) => {
      const message = texts[locale]
      return typeof message === 'object' ? unanswered(message[0], locale).map(gap => `${name(feature, key, locale)}: ${gap}`) : []
    }))
    expect(gaps).toEqual([])
  })

  it('choose between the same values in every language, plurals aside', () => {
    const choices = (message: Message | undefined) => typeof message === 'object'
      ? [...new Set(Object.keys(message[0].match).flatMap(line => line.split(',')).map(part => part.trim()).filter(part => !/Plural=/.test(part)))].sort().join()
      : ''
    const odd = messages.filter(([, , texts]) => {
      const selecting = LOCALES.map(locale => choices(texts[locale])).filter(Boolean)
      return new Set(selecting).size > 1
    })
    expect(odd.map(([feature, key]) => `${feature}: ${key}`)).toEqual([])
  })

  it('speak of a school and of an academy wherever they know which it is', () => {
    const partial = messages.flatMap(([feature, key, texts]) => LOCALES.filter((locale) => {
      const message = texts[locale]
      if (typeof message !== 'object' || !message[0].selectors.includes('vocabulary')) return false
      const lines = Object.keys(message[0].match).join()
      return !/vocabulary=(?:school|\*)/.test(lines) || !/vocabulary=(?:academy|\*)/.test(lines)
    }).map(locale => name(feature, key, locale)))
    expect(partial).toEqual([])
  })

  it('are translated', () => {
    const words = (message: Message) => textsOf(message).map(text => text.replace(/\{\w+\}/g, '').replace(SAME_EVERYWHERE, ''))
    const untranslated = messages.flatMap(([feature, key, texts]) => LOCALES.filter((locale) => {
      const message = texts[locale]
      if (message === undefined) return false
      return words(message).some(text => locale === 'en' ? /\p{Script=Cyrillic}/u.test(text) : /\p{L}{2}/u.test(text) && !/\p{Script=Cyrillic}/u.test(text))
    }).map(locale => name(feature, key, locale)))
    expect(untranslated).toEqual([])
  })
})
