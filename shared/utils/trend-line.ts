import { area, line } from 'd3-shape'

/** A value at one place of the row; null where nothing is known, which leaves a gap. */
export interface TrendPoint {
  label: string
  value: number | null
}

export interface TrendBox { width: number, height: number, padding: number }

export interface TrendDrawing {
  line: string
  area: string
  ticks: { value: number, y: number }[]
  dots: { x: number, y: number, point: TrendPoint & { value: number } }[]
}

/**
 * Draws fractions from left to right. The scale begins at a round tenth below the least value, so that a fall from
 * 98 % to 91 % can be seen, and always ends at 100 %.
 */
export function drawTrend(points: readonly TrendPoint[], { width, height, padding }: TrendBox): TrendDrawing {
  const known = points.flatMap(({ value }) => value ?? [])
  const floor = Math.min(0.8, Math.floor((Math.min(1, ...known) + 1e-9) * 10) / 10)
  const x = scale([0, Math.max(1, points.length - 1)], [padding, width - padding])
  const y = scale([floor, 1], [height - padding, padding])
  const at = (_: TrendPoint, i: number) => round(x(i))
  const valueAt = ({ value }: TrendPoint) => round(y(value ?? floor))
  const isKnown = ({ value }: TrendPoint) => value !== null
  return {
    line: line<TrendPoint>(at, valueAt).defined(isKnown)([...points]) ?? '',
    area: area<TrendPoint>(at, round(y(floor)), valueAt).defined(isKnown)([...points]) ?? '',
    ticks: [floor, (floor + 1) / 2, 1].map(value => ({ value, y: round(y(value)) })),
    dots: points.flatMap((point, i) => point.value === null ? [] : [{ x: round(x(i)), y: round(y(point.value)), point: { ...point, value: point.value } }]),
  }
}

type Range = readonly [number, number]

// By hand: d3-scale would send its colours, clocks and formats to every parent's phone, 16 KB for one division.
const scale = ([from, to]: Range, [start, end]: Range) => (value: number) => start + (value - from) / (to - from) * (end - start)

const round = (value: number) => Math.round(value * 10) / 10
