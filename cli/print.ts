/** Prints an answer: as one JSON document with `--json`, else as lines for a person. */
export function print(json: boolean | undefined, answer: unknown, lines: () => string[]): void {
  console.log(json ? JSON.stringify(answer) : lines().join('\n'))
}

export const jsonFlag = { json: { type: 'boolean', description: 'print one JSON document, for machines' } } as const
