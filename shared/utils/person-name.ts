/** Parts of a name written "Given Family": the last word is the family name, as people are sorted by it. */
export function splitName(name: string): { givenName: string, familyName: string } {
  const words = name.trim().split(/\s+/)
  const familyName = words.pop() ?? ''
  return { givenName: words.join(' '), familyName }
}
