import type { Scale } from '#shared/utils/skills'
import { path, round, scale as linear } from '#shared/utils/trend-line'

export interface HistoryBox { width: number, height: number, padding: number }
interface Entry { value: number, at: string }

export interface HistoryDrawing {
  /** Through the values from the earliest. */
  line: string
  dots: { x: number, y: number, entry: Entry }[]
  /** From the weakest, which lies at the bottom. */
  bands: { name: string, y: number, height: number }[]
  /** How high the target lies. */
  target: number | null
}

/**
 * Draws the values of a skill over time on the bands of its scale; better is always further up.
 * @param history the latest first
 */
export function drawHistory(scale: Scale, history: readonly Entry[], target: number | null, { width, height, padding }: HistoryBox): HistoryDrawing {
  const entries = [...history].reverse()
  const marks = [...entries.map(({ value }) => value), ...scale.bands.map(({ from }) => from), ...(target === null ? [] : [target])]
  const [least, most] = scale.unit === null ? [0, 100] : widened(Math.min(...marks), Math.max(...marks))
  const [worst, best] = scale.better === 'lower' ? [most, least] : [least, most]
  const along = linear([worst, best], [height - padding, padding])
  const y = (value: number) => Math.min(height - padding, Math.max(padding, along(value)))
  const instants = entries.map(({ at }) => Date.parse(at))
  const [first = 0, last = 0] = [instants[0], instants.at(-1)]
  // A single value stands in the middle.
  const x = first === last ? () => width / 2 : linear([first, last], [padding, width - padding])
  const dots = entries.map((entry, i) => ({ x: round(x(instants[i] ?? 0)), y: round(y(entry.value)), entry }))
  const bands = scale.bands.map((band, i) => {
    const next = scale.bands[i + 1]
    const [top, bottom] = [next ? y(next.from) : padding, i === 0 ? height - padding : y(band.from)]
    return { name: band.name, y: round(top), height: round(Math.max(0, bottom - top)) }
  })
  return { line: dots.length > 0 ? path(dots) : '', dots, bands, target: target === null ? null : round(y(target)) }
}

/** Room above and below, so that no value lies on the edge. */
function widened(least: number, most: number): [number, number] {
  const room = (most - least || 1) * 0.08
  return [Math.max(0, least - room), most + room]
}
