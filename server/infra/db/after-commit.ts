type Work = () => Promise<unknown>

const waiting = new WeakMap<object, Work[]>()

/** Has something done once this transaction is committed, and before its door returns. It must not throw. */
export function afterCommit(tx: object, work: Work): void {
  const list = waiting.get(tx)
  if (list) list.push(work)
  else waiting.set(tx, [work])
}

/** For the doors: what waits for this transaction. */
export async function committed(tx: object): Promise<void> {
  for (const work of waiting.get(tx) ?? []) await work()
}
