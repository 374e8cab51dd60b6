import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LOCALES } from '#shared/utils/locales'
import { messagesOf } from './catalogue'

const WRITES_THE_LOG = /recordAudit|recordView|insert into audit_entries/i

/** Every `'noun.verb'` in the files that write the audit log, but for the names of events. */
function actions(): string[] {
  const files = readdirSync('server/domain', { recursive: true, withFileTypes: true }).filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
  const sources = files.map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8')).filter(source => WRITES_THE_LOG.test(source))
  return [...new Set(sources.flatMap(source => [...source.matchAll(/(?<!name: )'([a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*)'/g)].map(match => match[1] ?? '')))].sort()
}

it.each([...LOCALES])('the audit log calls every action by a name in %s', (locale) => {
  const message = messagesOf('audit', locale).audit_action
  const named = typeof message === 'object' ? Object.keys(message[0].match) : []
  expect(actions().length).toBeGreaterThan(10)
  expect(actions().filter(action => !named.includes(`action=${action}`))).toEqual([])
})
