export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN
export const median = (values: readonly number[]): number => quantile(values, 0.5)

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

type Work = (turn: number) => Promise<unknown>

/** Two things by turns, so that whatever else the machine does meets both. @returns milliseconds of each turn */
export async function byTurns(turns: number, product: Work, reference: Work, warm = Math.ceil(turns / 10)): Promise<{ value: number[], reference: number[] }> {
  const times = { value: [] as number[], reference: [] as number[] }
  for (let turn = -warm; turn < turns; turn++) {
    const [value, other] = [await milliseconds(() => product(turn + warm)), await milliseconds(() => reference(turn + warm))]
    if (turn < 0) continue
    times.value.push(value)
    times.reference.push(other)
  }
  return times
}

/** One figure of each side. */
export const figuresOf = (times: { value: number[], reference: number[] }, figure: (values: number[]) => number) =>
  ({ value: figure(times.value), reference: figure(times.reference) })
