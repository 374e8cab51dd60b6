const LINE = /^\s*(\d+(?:[.,]\d+)?)\s+(.*)$/

/** The bands of a text with one on each line: where it begins, and its name. A line that is no such thing has no number. */
export const bandsOf = (text: string) => text.split(/\r?\n/).filter(line => line.trim()).map((line) => {
  const [, from, name = ''] = LINE.exec(line) ?? []
  return { name, from: from === undefined ? NaN : Number(from.replace(',', '.')) }
})
