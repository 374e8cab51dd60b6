import { createHash } from 'node:crypto'

const names = new Map<string, string>()
const MOST_NAMES = 2_000

/** A statement is prepared once per connection under a name that its text gives; undefined for one too many. */
export function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_NAMES) return known
  const name = `q${createHash('sha1').update(text).digest('hex').slice(0, 24)}`
  names.set(text, name)
  return name
}
