import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What Prometheus reads at /metrics, by process. */
export const registry = new Registry()
collectDefaultMetrics({ register: registry, prefix: 'goalschool_' })

const registers = [registry]

const requestSeconds = new Histogram({
  name: 'goalschool_http_request_duration_seconds', help: 'From the first byte of a request to the end of its answer', registers,
  labelNames: ['method', 'route', 'status'], buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
})

export function observeRequest(method: string, route: string, status: number, milliseconds: number): void {
  requestSeconds.observe({ method, route: route === '/**' ? 'page' : route, status }, milliseconds / 1_000)
}

export const answersFrom = new Counter({
  name: 'goalschool_cached_answers_total', help: 'Where answers of cached routes and pages came from', registers, labelNames: ['name', 'from'],
})

/** A figure that is asked for when Prometheus comes. */
export function gauge(name: string, help: string, read: () => number): void {
  new Gauge({ name: `goalschool_${name}`, help, registers, collect() {
    this.set(read())
  } })
}

/** The same by label, such as by shard. */
export function gaugeBy(name: string, help: string, label: string, read: () => Iterable<[string, number]>): void {
  new Gauge({ name: `goalschool_${name}`, help, registers, labelNames: [label], collect() {
    this.reset()
    for (const [value, figure] of read()) this.set({ [label]: value }, figure)
  } })
}
