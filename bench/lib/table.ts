export interface Row {
  name: string
  /** In the unit of the row: answers per second, or milliseconds. */
  value: number
  reference: number
  ratio: number
  goal: string
  reached: boolean
}

/** @param goal `>= 0.7` or `<= 6`, of value to reference */
export function toRow(name: string, { value, reference }: { value: number, reference: number }, goal: string): Row {
  const [sign, limit] = goal.split(' ')
  const ratio = value / reference
  return { name, value, reference, ratio, goal, reached: sign === '>=' ? ratio >= Number(limit) : ratio <= Number(limit) }
}

const figure = (value: number) => value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2)

export function print(rows: Row[]): void {
  const lines = [['what', 'value', 'reference', 'ratio', 'goal', ''], ...rows.map(row =>
    [row.name, figure(row.value), figure(row.reference), row.ratio.toFixed(2), row.goal, row.reached ? 'reached' : 'MISSED'])]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0))) ?? []
  for (const line of lines) console.log(line.map((cell, column) => column === 0 || column > 3 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)).join('  '))
}
