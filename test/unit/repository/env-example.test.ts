import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, it } from 'vitest'
import { readConfig } from '../../../server/infra/config'

const text = readFileSync('.env.example', 'utf8')
const config = readFileSync('server/infra/config.ts', 'utf8')
// What the launcher sets itself is not for people to set.
const NOT_FOR_PEOPLE = ['NODE_ENV', 'GOALSCHOOL_DEMO']

it('names every variable that the configuration reads, and no other', () => {
  const read = [...config.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name).filter(name => !NOT_FOR_PEOPLE.includes(name ?? ''))
  expect(Object.keys(parseEnv(text)).sort()).toEqual(read.sort())
})

it('gives the defaults: copied as it is, it changes nothing', () => {
  const { secret: _, ...untouched } = readConfig({})
  expect(readConfig(parseEnv(text) as NodeJS.ProcessEnv)).toMatchObject(untouched)
})

it('says of each variable in the line above what it is', () => {
  const lines = text.split('\n')
  const bare = lines.filter((line, index) => /^[A-Z]/.test(line) && !/^(?:#|[A-Z])/.test(lines[index - 1] ?? ''))
  expect(bare).toEqual([])
})
