import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** What Vue writes once more when it takes a page over, or renders it anew, and how it is bound so that it does not (docs/decisions/0009). */
const SINGLE: Record<string, RegExp> = {
  input: /\s:(?:checked|value)="/, option: /\s:selected="/, details: /\s:open="/, textarea: /\s:value(?:\.attr)?="|\sv-bind="\{ value\b/,
}
/** Of these the value says which one it is, and nobody types it. */
const CHOICE = /\stype="(?:radio|checkbox|hidden)"/

function singles(text: string): string[] {
  return [...text.matchAll(/<(input|option|details|textarea)\b((?:[^>"]|"[^"]*")*)>/g)].flatMap(([tag, name = '', attributes = '']) => {
    const own = CHOICE.test(attributes) ? attributes.replace(/\s:value="[^"]*"/, '') : attributes
    return SINGLE[name]?.test(own) ? [tag.replace(/\s+/g, ' ')] : []
  })
}

it('binds no state of a field by itself, so that what was entered before the scripts came stays', () => {
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.vue'))
  const found = files.flatMap(name => singles(readFileSync(`app/${name}`, 'utf8')).map(tag => `${name}: ${tag}`))
  expect(found).toEqual([])
  expect(files.length).toBeGreaterThan(50)
})

it('knows one when it sees it', () => {
  expect(singles('<details :open="on"><input type="radio" :value="x" :checked="y"><textarea :value="z" /><textarea v-bind="{ value: z }" /></details>')).toHaveLength(4)
  expect(singles('<details v-bind="{ open }"><input type="radio" :value="x" v-bind="{ checked }"><input :value.attr="z"><textarea>{{ z }}</textarea></details>')).toEqual([])
})
