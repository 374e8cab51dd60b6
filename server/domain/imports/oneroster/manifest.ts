import type { Readable } from 'node:stream'
import { BrokenCsv, readRecords } from '../csv/read-records'
import type { Report } from '../csv/row'

/** `bulk`: the file is the whole truth; `delta`: only what is new in it. */
export type FileMode = 'bulk' | 'delta' | 'absent'

export type Manifest = ReadonlyMap<string, FileMode>

const modes = new Map<string, FileMode>([['bulk', 'bulk'], ['delta', 'delta'], ['absent', 'absent']])
const MOST_LINES = 1000

/** The mode of each file, by its name without `.csv` in lower case. Unknown properties are left alone. */
export async function readManifest(input: Readable, report: Report): Promise<Manifest> {
  const files = new Map<string, FileMode>()
  try {
    for await (const { line, cells } of readRecords(input)) {
      const [property = '', value = ''] = cells.map(cell => cell.trim())
      if (property === 'oneroster.version' && !/^1\.[012](\.\d+)?$/.test(value)) report('error', line, 'value', 'unknown_version', value.slice(0, 50))
      if (property.startsWith('file.')) {
        const mode = modes.get(value.toLowerCase())
        if (!mode) report('error', line, 'value', 'unknown_mode', value.slice(0, 50))
        else if (mode !== value) report('warning', line, 'value', 'wrong_case', value)
        files.set(property.slice('file.'.length).toLowerCase(), mode ?? 'absent')
      }
      if (line > MOST_LINES) break
    }
  }
  catch (error) {
    if (!(error instanceof BrokenCsv)) throw error
    report('error', error.line, '', 'broken_csv', error.message)
  }
  return files
}
