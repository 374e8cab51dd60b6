import { execFile, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { median } from './times'

/** What is asked of both, each time under another address where `varied`. */
export interface Load { path: string, headers: Record<string, string>, connections: number, varied?: boolean }

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)
const ROUNDS = 5
const VARIED = `local n, since = 0, os.time()
request = function()
  n = n + 1
  return wrk.format(nil, wrk.path .. "?turn=" .. since .. "-" .. n)
end
`

/** `wrk` takes a fraction of the processor time that autocannon does: where the load shares its cores with the servers, that decides. */
export const hasWrk = (): boolean => spawnSync('wrk', ['-v']).error === undefined

async function rate(origin: string, { path, headers, connections, varied }: Load, script: string, seconds: number): Promise<number> {
  const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const { stdout } = await promisify(execFile)('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, ...(varied ? ['-s', script] : []), ...named, origin + path])
  const perSecond = Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1])
  if (!perSecond || /Non-2xx|Socket errors/.test(stdout)) throw new Error(`${path} was not answered as expected:\n${stdout}`)
  return perSecond
}

/** Two servers by turns, both warm, loaded by `wrk`: the median rate of each, in answers per second. */
export async function compareByWrk(dataDir: string, product: string, reference: string, load: Load): Promise<{ value: number, reference: number }> {
  const script = join(dataDir, 'varied.lua')
  writeFileSync(script, VARIED)
  const rates: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, origin] of [product, reference].entries()) {
      const measured = await rate(origin, load, script, round === 0 ? 2 : SECONDS)
      if (round > 0) rates[index]?.push(measured)
    }
  }
  return { value: median(rates[0]), reference: median(rates[1]) }
}
