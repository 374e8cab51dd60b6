import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Bench } from './bench'
import { addAssessments } from './fill/assessments'
import { addBell } from './fill/bell'
import { addAuditLog } from './fill/audit-log'
import { addManyStudents } from './fill/many-students'
import { asOwner, databaseOf } from './owner'

/** The school that most rows look at; what others are like; where the first bell rings; a large school in a shard of a million students. */
export const BIG = 'load-1', USUAL = 'load-2', BELL = 'load-51', CROWD = 'crowd'

const usual = { students: 320, days: 60 }
/** Made in this order: `seed load` numbers them. */
const OTHERS = 49
const OTHERS_OF_A_TENTH = 7

function cli({ root, env }: Bench, databaseUrl: string, ...args: string[]): string {
  return execFileSync(process.execPath, ['--import', 'tsx', join(root, 'cli/main.ts'), ...args], {
    cwd: root, env: { ...process.env, ...env, DATABASE_URL: databaseUrl }, stdio: ['ignore', 'pipe', 'inherit'],
  }).toString()
}

const seed = (bench: Bench, url: string, tenants: number, { students, days }: typeof usual) =>
  tenants > 0 && cli(bench, url, 'seed', 'load', '--tenants', String(tenants), '--students', String(students), '--days', String(days))

/** As `seed load` names the first of them. */
const schools = (count: number) => Array.from({ length: count }, (_, i) => `load-${i + 1}`)

const slugsOf = async (url: string) => asOwner(url, async client => new Set((await client.query<{ slug: string }>('SELECT slug FROM control.tenants')).rows.map(row => row.slug)))

/** Fifty tenants with more than a million marks, one for the first bell and a million students beside them, once; later runs find them. */
export async function fill(bench: Bench): Promise<void> {
  const url = bench.env.DATABASE_URL
  const before = await slugsOf(url)
  if (!before.has(BIG)) seed(bench, url, 1, { students: 2_000, days: 180 })
  seed(bench, url, OTHERS - [...before].filter(slug => slug.startsWith('load-') && slug !== BIG && slug !== BELL).length, usual)
  if (!before.has(BELL)) seed(bench, url, 1, { students: 7_500, days: 1 })
  if (!before.has(CROWD)) cli(bench, url, 'tenant', 'create', CROWD, '--name', 'Crowd', '--time-zone', 'Europe/Kyiv', '--locale', 'en')
  await asOwner(url, async (client) => {
    await addBell(client, BELL)
    const grown = [await addManyStudents(client, CROWD), await addAuditLog(client, BIG), await addAssessments(client, schools(OTHERS + 1))]
    if (before.size === 0 || grown.includes(true)) await client.query('VACUUM ANALYZE')
  })
}

/** A database with a tenth of the marks, in tenants like `USUAL`. @returns its URL */
export async function fillTenth(bench: Bench): Promise<string> {
  const url = databaseOf(bench.env.DATABASE_URL, 'goalschool_tenth')
  await asOwner(bench.env.DATABASE_URL, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', ['goalschool_tenth'])
    if (!rowCount) await client.query('CREATE DATABASE goalschool_tenth')
  })
  cli(bench, url, 'db', 'migrate')
  const missing = OTHERS_OF_A_TENTH - (await slugsOf(url)).size
  if (missing > 0) seed(bench, url, missing, usual)
  await asOwner(url, async (client) => {
    if (await addAssessments(client, schools(OTHERS_OF_A_TENTH)) || missing > 0) await client.query('VACUUM ANALYZE')
  })
  return url
}
