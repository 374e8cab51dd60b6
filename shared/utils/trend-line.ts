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
  const base = round(y(floor))
  const at = points.map(({ value }, i) => value === null ? null : { x: round(x(i)), y: round(y(value)) })
  const runs = runsOf(at)
  return {
    line: runs.map(path).join(''),
    area: runs.map(run => `${path(run)}L${run.at(-1)?.x},${base}L${run[0]?.x},${base}Z`).join(''),
    ticks: [floor, (floor + 1) / 2, 1].map(value => ({ value, y: round(y(value)) })),
    dots: points.flatMap((point, i) => point.value === null ? [] : [{ x: round(x(i)), y: round(y(point.value)), point: { ...point, value: point.value } }]),
  }
}

interface Place { x: number, y: number }

/** What is known without a gap: the line is interrupted between two of them. */
export function runsOf(places: readonly (Place | null)[]): Place[][] {
  const runs: Place[][] = [[]]
  for (const place of places) {
    if (place) runs.at(-1)?.push(place)
    else runs.push([])
  }
  return runs.filter(run => run.length > 0)
}

export const path = (run: readonly Place[]) => `M${run.map(({ x, y }) => `${x},${y}`).join('L')}`

type Range = readonly [number, number]

// Scale and path by hand: libraries for charts would send 16 and 4 KB to every parent's phone, for a division and a join.
export const scale = ([from, to]: Range, [start, end]: Range) => (value: number) => start + (value - from) / (to - from) * (end - start)

export const round = (value: number) => Math.round(value * 10) / 10
