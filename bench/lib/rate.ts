import autocannon, { type Request, type Result } from 'autocannon'
import { median } from './times'

export interface Target {
  origin: string
  path: string
  headers?: Record<string, string>
  /** Another path for each request, so that nothing kept can be sent again. */
  varied?: boolean
  /** What each request has of its own. */
  next?: () => Request
  /** So many requests in a round, where each has to be a new one; else as many as fit into the time. */
  amount?: number
}

const CONNECTIONS = 16
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)
const ROUNDS = 3
let turn = 0

function requestOf({ path, headers = {}, varied, next }: Target): Request {
  const request: Request = { path, headers: { accept: 'text/html,application/json', ...headers } }
  if (varied) return { ...request, setupRequest: given => ({ ...given, path: `${path}?turn=${turn++}` }) }
  if (!next) return request
  return { ...request, setupRequest: (given) => {
    const own = next()
    return { ...given, ...own, headers: { ...given.headers, ...own.headers } }
  } }
}

/** Answers per second, until the last of them: autocannon itself notices an end only once a second. @throws Error when an answer is not the one expected */
async function rate(target: Target, seconds: number, expected: number, share = 1): Promise<number> {
  const { origin, path, amount } = target
  const began = performance.now()
  let last = began
  const load = {
    url: origin, connections: CONNECTIONS, requests: [requestOf(target)],
    ...(amount ? { amount: Math.ceil(amount * share) } : { duration: seconds }),
  }
  const result = await new Promise<Result>((done, fail) => {
    autocannon(load, (error: unknown, result) => error ? fail(error) : done(result)).on('response', () => last = performance.now())
  })
  const stats = result.statusCodeStats ?? {}
  if (Object.keys(stats).some(status => Number(status) !== expected) || result.errors > 0) throw new Error(`${path} answered ${JSON.stringify(stats)}, ${result.errors} errors`)
  if (result.requests.total === 0) throw new Error(`${path} answered nothing in ${result.duration} s`)
  return result.requests.total / (last - began) * 1_000
}

/** A process that nobody asked anything yet still has to load and compile: that is not what is measured. */
async function wake({ origin, path, headers = {}, next }: Target): Promise<void> {
  if (!next) await (await fetch(origin + path, { headers: { accept: 'text/html,application/json', ...headers } })).arrayBuffer()
}

/** Two targets by turns, both warm: the median rate of each, in answers per second. */
export async function compare(product: Target, reference: Target, expected = 200): Promise<{ value: number, reference: number }> {
  const rates: [number[], number[]] = [[], []]
  await Promise.all([wake(product), wake(reference)])
  await rate(product, 1, expected, 0.25)
  await rate(reference, 1, 200, 0.25)
  for (let round = 0; round < ROUNDS; round++) {
    rates[0].push(await rate(product, SECONDS, expected))
    rates[1].push(await rate(reference, SECONDS, 200))
  }
  return { value: median(rates[0]), reference: median(rates[1]) }
}
