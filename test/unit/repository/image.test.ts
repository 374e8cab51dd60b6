import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const dockerfile = readFileSync('Dockerfile', 'utf8')
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> }
const gone = [...dockerfile.matchAll(/ dependencies\.(\S+)/g)].map(([, name]) => name ?? '')

it('takes only packages out of the image that the command line and the launcher never import', () => {
  expect(gone.filter(name => !(name in dependencies))).toEqual([])
  const files = ['cli', 'server/domain', 'server/infra', 'shared'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => /(?<!\.d)\.ts$/.test(name) && !name.startsWith('generated')).map(name => `${folder}/${name}`))
  const imported = new Set(files.flatMap(file => [...readFileSync(file, 'utf8').matchAll(/^(?!import type|export type).*(?:from|import\(|import) ?'((?:@[^/']+\/)?[^./#'][^/']*)/gm)].map(([, name]) => name ?? '')))
  expect(imported).toContain('pg')
  expect(gone.filter(name => imported.has(name))).toEqual([])
})
