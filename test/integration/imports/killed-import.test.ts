import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemContext } from '../../../server/domain/context'
import { importOneRoster } from '../../../server/domain/imports/import-oneroster'
import { openBundle } from '../../../server/domain/imports/sources/open-path'
import { aSmallSchool, anEnrolmentRow, aUserRow, csvOf } from '../../helpers/bundle'
import { rows } from '../../helpers/school/rows'
import { riverside } from '../../helpers/schools'

const STUDENTS = 6_000
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goalschool-bundle-'))
  const school = aSmallSchool()
  const ids = Array.from({ length: STUDENTS }, (_, i) => `s${i}`)
  const files = { ...school, users: ids.map(id => aUserRow(id, 'student')), enrollments: ids.map(id => anEnrolmentRow(`${id}-1a`, '1a', id)) }
  const manifest = ['propertyName,value', 'oneroster.version,1.1', ...Object.keys(files).map(name => `file.${name},bulk`)].join('\n')
  await writeFile(join(folder, 'manifest.csv'), manifest)
  for (const [name, list] of Object.entries(files)) await writeFile(join(folder, `${name}.csv`), csvOf(list))
})
afterAll(() => rm(folder, { recursive: true }))

const count = async (table: string) => (await rows<{ count: number }>(`select count(*)::int as count from ${table} where "tenantId" = $1`, [riverside.tenant.id]))[0]?.count

/** Kills the command line as soon as its import waits for, or works on, a statement that begins like this. */
async function killedAt(statement: string): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'import', 'oneroster', folder, '--tenant', 'riverside'], { env: process.env, stdio: 'ignore' })
  const gone = once(child, 'exit')
  while (child.exitCode === null) {
    const found = await rows(`select 1 from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike '%' || $1 || '%'`, [statement])
    if (found.length > 0) break
    await new Promise(resolve => setTimeout(resolve, 1))
  }
  expect(child.exitCode, 'it was killed before it ended').toBeNull()
  child.kill('SIGKILL')
  await gone
}

it.each(['copy "in_users"', 'insert into "students"', 'insert into "enrolments"'])('leaves nothing when its process is killed at: %s', { timeout: 60_000 }, async (statement) => {
  await killedAt(statement)
  // The server notices the broken connection when it next speaks to it.
  await expect.poll(() => rows(`select 1 from pg_stat_activity where datname = current_database() and query like '%in_%' and pid <> pg_backend_pid()`), { timeout: 20_000 }).toEqual([])
  for (const table of ['branches', 'students', 'groups', 'enrolments', 'audit_entries']) expect(await count(table), table).toBe(0)
})

it('then brings in all of it', { timeout: 60_000 }, async () => {
  const source = await openBundle(folder)
  expect(await importOneRoster(systemContext(riverside.tenant), source, {})).toMatchObject({ ok: true, added: { students: STUDENTS, enrolments: STUDENTS } })
  expect(await count('enrolments')).toBe(STUDENTS)
})
