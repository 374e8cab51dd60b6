import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureBuild } from '../../helpers/build'
import { figureOf } from '../../helpers/figures'
import { often } from '../../helpers/fuzz'
import { http } from '../../helpers/http'
import { manyMarks } from '../../helpers/school/many-marks'
import type { Person } from '../../helpers/school/people'
import { riverside } from '../../helpers/schools'
import { startServer } from '../../helpers/server'

/** 200,000 by hand; each has an answer of its own of a hundred lessons. */
const QUESTIONS = Number(process.env.QUESTIONS ?? 4_000)
const MEMORY_MB = 4
/** Enough for the product; with all that it answers here it ends (tried with 1,024 MB to keep it in). */
const HEAP_MB = 128
const MB = 1024 * 1024

let server: Awaited<ReturnType<typeof startServer>>
let admin: Person
beforeAll(async () => {
  await manyMarks(riverside, { groups: 10, studentsPerGroup: 1, days: 1, lessonsPerDay: 12 })
  admin = await riverside.aUser('admin')
  await ensureBuild()
  server = await startServer({ MEMORY_CACHE_MB: String(MEMORY_MB), NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}` })
}, 300_000)
afterAll(() => server?.stop())

it('fill no more memory than they may, and not the heap, however many there are', { timeout: 3_600_000 }, async () => {
  const sizes: number[] = []
  let number = 0
  const ask = async () => {
    const n = number++
    const [limit, before, after] = [100 - n % 10, Math.floor(n / 10) % 160, Math.floor(n / 1_600)]
    const path = `/api/lessons?from=${riverside.day(-before)}&to=${riverside.day(after)}&limit=${limit}`
    const { status, text, headers } = await http(server.origin, path, { headers: { host: riverside.host, authorization: `Bearer ${admin.token}` } })
    expect([status, headers['server-timing']]).toEqual([200, 'cache;desc=computed'])
    sizes.push(text.length)
  }
  const figures = async () => ({
    questions: number, entries: await figureOf(server.origin, 'memory_cache_entries'), bytes: await figureOf(server.origin, 'memory_cache_bytes'),
    resident: Math.round(await figureOf(server.origin, 'process_resident_memory_bytes') / MB),
  })
  const seen = []
  for (let part = 0; part < 10; part++) {
    await often(QUESTIONS / 10, ask)
    seen.push(await figures())
  }
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  process.stdout.write(`${Math.round(bytes / MB)} MB of answers: ${seen.map(each => `${each.questions}: ${each.entries} kept in ${(each.bytes / MB).toFixed(1)} MB, ${each.resident} MB resident`).join('; ')}\n`)
  expect(await figureOf(server.origin, 'memory_cache_bytes_max')).toBe(MEMORY_MB * MB)
  for (const { bytes } of seen) expect(bytes).toBeLessThanOrEqual(MEMORY_MB * MB)
  expect(seen.at(-1)?.bytes).toBeGreaterThan(MEMORY_MB * MB / 2)
  expect(bytes).toBeGreaterThan(0.75 * HEAP_MB * MB)
})
