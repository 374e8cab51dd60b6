import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Programs that some suites need, and the names under which machines have them. */
const PROGRAMS = {
  // Debian keeps the server's tools beside each other by version, and not in PATH.
  PostgreSQL: ['pg_basebackup'],
  Chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  HAProxy: ['haproxy'],
  PgBouncer: ['pgbouncer'],
  nginx: ['nginx'],
  psql: ['psql'],
  Redis: ['redis-server'],
  unzip: ['unzip'],
  Varnish: ['varnishd'],
} satisfies Record<string, string[]>

export type Program = keyof typeof PROGRAMS

function ofPostgres(): string[] {
  const versions = '/usr/lib/postgresql'
  if (!existsSync(versions)) return []
  return readdirSync(versions).sort((a, b) => Number(b) - Number(a)).map(version => join(versions, version, 'bin'))
}

/** Where the program is on this machine, or null. */
export function findProgram(program: Program): string | null {
  const folders = [...ofPostgres(), ...(process.env.PATH ?? '').split(delimiter), '/usr/sbin']
  return PROGRAMS[program].flatMap(name => folders.map(folder => join(folder, name))).find(existsSync) ?? null
}

/** A suite that needs a program: skipped where it is missing, and says so; a failure where CI=true. */
export function describeWith(program: Program, title: string, body: (path: string) => void) {
  const path = findProgram(program)
  if (path) return describe(title, () => body(path))
  const missing = `${title} (needs ${program}, which is not on this machine)`
  if (!process.env.CI || process.env.CI === 'false') return describe.skip(missing, () => body(''))
  describe(missing, () => {
    it(`finds ${program}`, () => expect.fail(`CI must have ${program}: .ci/run installs it`))
  })
}
