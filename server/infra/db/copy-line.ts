export type CopyValue = string | number | boolean | null | readonly string[]

// Most values have nothing to escape, and asking is several times cheaper than replacing.
const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escape(text: string): string {
  return special.test(text) ? text.replace(/[\\\t\n\r]/g, found => escapes[found] ?? found) : text
}

function arrayLiteral(values: readonly string[]): string {
  return `{${values.map(value => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** One line of PostgreSQL's text format for COPY. */
export function copyLine(values: readonly CopyValue[]): string {
  let line = ''
  for (const [index, value] of values.entries()) {
    if (index > 0) line += '\t'
    if (value === null) line += '\\N'
    else if (typeof value === 'string') line += escape(value)
    else if (typeof value === 'object') line += escape(arrayLiteral(value))
    else line += String(value)
  }
  return `${line}\n`
}
