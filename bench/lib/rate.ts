import autocannon from 'autocannon'

export interface Target {
  origin: string
  path: string
  headers?: Record<string, string>
  /** Another path for each request, so that nothing kept can be sent again. */
  varied?: boolean
}

const CONNECTIONS = 16
const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)
const ROUNDS = 3
let turn = 0

/** Answers per second. @throws Error when an answer is not the one expected */
async function rate({ origin, path, headers = {}, varied }: Target, seconds: number, expected: number): Promise<number> {
  const result = await autocannon({
    url: origin, connections: CONNECTIONS, duration: seconds,
    requests: [{
      path, headers: { accept: 'text/html,application/json', ...headers },
      ...(varied ? { setupRequest: request => ({ ...request, path: `${path}?turn=${turn++}` }) } : {}),
    }],
  })
  const stats = result.statusCodeStats ?? {}
  if (Object.keys(stats).some(status => Number(status) !== expected) || result.errors > 0) throw new Error(`${path} answered ${JSON.stringify(stats)}, ${result.errors} errors`)
  return result.requests.total / result.duration
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0

/** Two targets by turns, both warm: the median rate of each, in answers per second. */
export async function compare(product: Target, reference: Target, expected = 200): Promise<{ value: number, reference: number }> {
  const rates: [number[], number[]] = [[], []]
  await rate(product, 1, expected)
  await rate(reference, 1, 200)
  for (let round = 0; round < ROUNDS; round++) {
    rates[0].push(await rate(product, SECONDS, expected))
    rates[1].push(await rate(reference, SECONDS, 200))
  }
  return { value: median(rates[0]), reference: median(rates[1]) }
}
