/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), behind any number of our own quotes. */
const FORMULA = /^'*[=+\-@\t\r]/
const QUOTED = /^'+[=+\-@\t\r]/

/** A cell that no spreadsheet runs: an apostrophe before it makes it text. */
export const asText = (cell: string): string => FORMULA.test(cell) ? `'${cell}` : cell

/** A cell of such a file as it was before. */
export const fromText = (cell: string): string => QUOTED.test(cell) ? cell.slice(1) : cell
