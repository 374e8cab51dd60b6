import { describe, expect, it } from 'vitest'
import { collationOf, compareByFamilyName } from '#shared/utils/collation'

const person = (familyName: string, givenName: string) => ({ familyName, givenName, name: `${givenName} ${familyName}`.trim() })

describe('the collation of the database', () => {
  it('follows the language of the locale', () => {
    expect(['uk', 'uk-UA', 'ru', 'en-GB', 'EN'].map(collationOf)).toEqual(['uk-x-icu', 'uk-x-icu', 'ru-x-icu', 'en-x-icu', 'en-x-icu'])
  })

  it('is the root order for any other, and never what came in', () => {
    expect(['de', '', 'uk"; drop table marks'].map(collationOf)).toEqual(['und-x-icu', 'und-x-icu', 'und-x-icu'])
  })
})

describe('people', () => {
  it('stand by family name, then by given name', () => {
    const people = [person('Яремко', 'Ада'), person('Ґалаґан', 'Іван'), person('Єфименко', 'Олег'), person('Гнатюк', 'Яна'), person('Гнатюк', 'Адам')]
    expect(people.sort(compareByFamilyName('uk')).map(p => `${p.familyName} ${p.givenName}`))
      .toEqual(['Гнатюк Адам', 'Гнатюк Яна', 'Ґалаґан Іван', 'Єфименко Олег', 'Яремко Ада'])
  })

  it('without a family name stand by what they have', () => {
    const people = [person('Young', 'Al'), { name: 'Madonna', familyName: '', givenName: '' }, person('Adams', 'Zoe')]
    expect(people.sort(compareByFamilyName('en')).map(p => p.name)).toEqual(['Zoe Adams', 'Madonna', 'Al Young'])
  })
})
