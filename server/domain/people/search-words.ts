/** More of them would only make the search slower, not narrower. */
const MOST_WORDS = 8

/** The words of a search, the longest first: it is the one that the index narrows best by. None when it is empty. */
export function searchWords(search: string | undefined): string[] {
  const words = new Set((search ?? '').normalize('NFC').split(/\s+/).filter(Boolean))
  return [...words].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS)
}
