import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Row } from './table'

/**
 * Writes the rows down.
 * @param keep rows of an earlier run stay, those measured now in their places
 */
export function writeResults(file: string, rows: Row[], keep: boolean): void {
  const now = new Map(rows.map(row => [row.name, row]))
  const before = keep && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Row[] : []
  const known = new Set(before.map(row => row.name))
  const all = [...before.map(row => now.get(row.name) ?? row), ...rows.filter(row => !known.has(row.name))]
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`)
}
