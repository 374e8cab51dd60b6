import { readFileSync } from 'node:fs'

/** What the product answered to each path: an object of the API, or a page. */
const bodies = JSON.parse(readFileSync(process.env.BENCH_BODIES ?? '', 'utf8')) as Record<string, unknown>

/** @throws Error for a path that was not taken down */
export function bodyOf(path: string): unknown {
  const body = bodies[path] ?? bodies[path.split('?')[0] ?? '']
  if (body === undefined) throw new Error(`the product was not asked for ${path}`)
  return body
}
