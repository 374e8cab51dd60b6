export type CopyValue = string | number | boolean | null

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** One line of PostgreSQL's text format for COPY. */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map(value => value === null ? '\\N' : typeof value === 'string' ? escape(value) : String(value)).join('\t')}\n`
}

function escape(text: string): string {
  return text.replace(/[\\\t\n\r]/g, found => escapes[found] ?? found)
}
