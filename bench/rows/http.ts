import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { start } from '../lib/processes'
import { compare, type Target } from '../lib/rate'
import { buildBareRoutes, buildReferencePages } from '../lib/reference'
import { call, enter, type Person } from '../lib/school'
import { type Row, toRow } from '../lib/table'

/** What pages ask of the API while they render. */
const ASKED = ['/api/me', '/api/today', '/api/home', '/api/public/tenant']

/** Cached answers, 304, pages rendered and kept: one process of the product against bare routes with the same bodies. */
export async function httpRows({ root, product: file, env, redisUrl }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  const files = { product: file, bare: await buildBareRoutes(root), pages: await buildReferencePages(root) }
  const product = await start(files.product, env)
  const school = await enter(product.origin, BIG)
  const { teacher, parent } = school
  const register = `/api/lessons/${school.lessonId}/register`, attendance = `/api/students/${school.studentId}/attendance`
  const progress = `/api/students/${school.studentId}/progress`
  const pages: [string, Person, string][] = [
    ['teacher\'s today', teacher, '/today'], ['parent\'s home', parent, '/home'], ['register of 25', teacher, `/lessons/${school.lessonId}/register`],
  ]
  const bodies: Record<string, unknown> = {}
  for (const path of [register, attendance, progress]) bodies[path] = await call(product.origin, path === register ? teacher : parent, path)
  for (const [, person, path] of pages) bodies[path] = await (await fetch(product.origin + path, { headers: person.headers })).text()
  const bodiesFile = join(root, '.data/bench/bodies.json')
  writeFileSync(bodiesFile, JSON.stringify(bodies))
  const bare = await start(files.bare, { BENCH_BODIES: bodiesFile })
  const of = (origin: string, path: string, person?: Person, more: Partial<Target> = {}): Target => ({ origin, path, headers: { ...person?.headers }, ...more })

  rows.push(toRow('cached GET: register', await compare(of(product.origin, register, teacher), of(bare.origin, register)), '>= 0.7'))
  rows.push(toRow('cached GET: student\'s progress', await compare(of(product.origin, progress, parent), of(bare.origin, progress)), '>= 0.7'))
  rows.push(toRow('cached GET: student\'s attendance', await compare(of(product.origin, attendance, parent), of(bare.origin, attendance)), '>= 0.7'))
  const etag = (await fetch(product.origin + register, { headers: teacher.headers })).headers.get('etag') ?? ''
  rows.push(toRow('304 to the same', await compare({ origin: product.origin, path: register, headers: { ...teacher.headers, 'if-none-match': etag } }, of(bare.origin, register), 304), '>= 1.1'))
  for (const [name, person, path] of pages)
    rows.push(toRow(`page kept: ${name}`, await compare(of(product.origin, path, person), of(bare.origin, path)), '>= 0.5'))

  for (const [name, person, path] of pages) {
    const constants: Record<string, unknown> = { [register]: bodies[register] }
    for (const asked of ASKED) constants[asked] = await call(product.origin, person, asked).catch(() => null)
    const own = join(root, `.data/bench/constants-${rows.length}.json`)
    writeFileSync(own, JSON.stringify(constants))
    const reference = await start(files.pages, { BENCH_BODIES: own })
    rows.push(toRow(`page rendered: ${name}`, await compare(of(product.origin, path, person, { varied: true }), of(reference.origin, path, undefined, { varied: true })), '>= 0.7'))
    await reference.stop()
  }
  await product.stop()

  if (redisUrl) {
    const cold = await start(files.product, { ...env, REDIS_URL: redisUrl, MEMORY_CACHE_MB: '0' })
    rows.push(toRow('cached GET, Redis the only warm level: register', await compare(of(cold.origin, register, teacher), of(bare.origin, register)), '>= 0.3'))
    await cold.stop()
  }
  await bare.stop()
  return rows
}
