export interface Row {
  name: string
  /** In the unit of the row: answers per second where the goal is at least, else milliseconds or what the name says. */
  value: number
  /** Null where the goal is a figure of its own. */
  reference: number | null
  ratio: number | null
  goal: string
  reached: boolean
}

function reaches(figure: number, goal: string): boolean {
  const [sign, limit] = goal.split(' ')
  return sign === '>=' ? figure >= Number(limit) : figure <= Number(limit)
}

/** @param goal `>= 0.7` or `<= 6`, of value to reference */
export function toRow(name: string, { value, reference }: { value: number, reference: number }, goal: string): Row {
  const ratio = value / reference
  return { name, value, reference, ratio, goal, reached: reaches(ratio, goal) }
}

/** @param goal `<= 500`, of the value itself */
export const toFigure = (name: string, value: number, goal: string): Row => ({ name, value, reference: null, ratio: null, goal, reached: reaches(value, goal) })

const figure = (value: number | null) => value === null ? '–' : value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2)

export function print(rows: Row[]): void {
  const lines = [['what', 'value', 'reference', 'ratio', 'goal', ''], ...rows.map(row =>
    [row.name, figure(row.value), figure(row.reference), row.ratio?.toFixed(2) ?? '–', row.goal, row.reached ? 'reached' : 'MISSED'])]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0))) ?? []
  for (const line of lines) console.log(line.map((cell, column) => column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)).join('  '))
}
