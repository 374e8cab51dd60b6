/** A code as it is easier to read and to type: K7MPQ-2RTXA. */
export const codeInParts = (code: string) => `${code.slice(0, 5)}-${code.slice(5)}`
