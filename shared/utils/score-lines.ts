import { path, round, runsOf, scale, type TrendBox } from './trend-line'

export const BEST_SCORE = 5

export interface ScoreLine {
  line: string
  dots: { x: number, y: number, place: number, value: number }[]
}

/** Draws marks from 1 to 5 from left to right, always on the whole scale; null leaves a gap. */
export function drawScores(values: readonly (number | null)[], { width, height, padding }: TrendBox): ScoreLine {
  const x = scale([0, Math.max(1, values.length - 1)], [padding, width - padding])
  const y = scoreHeight({ width, height, padding })
  const at = values.map((value, i) => value === null ? null : { x: round(x(i)), y: round(y(value)), place: i, value })
  return { line: runsOf(at).map(path).join(''), dots: at.filter(dot => dot !== null) }
}

/** How far down a mark is drawn. */
export const scoreHeight = ({ height, padding }: TrendBox) => scale([1, BEST_SCORE], [height - padding, padding])
