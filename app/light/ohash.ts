// In the place of `ohash`, of which Nuxt takes two functions: the keys of what `useFetch` asks for are plain data, and
// told apart by their text as well as by its SHA-256, which would be the tenth part of the shell's script.

/** @param value plain data, the same in the browser as on the server */
export const hash = (value: unknown): string => JSON.stringify(value)

export const isEqual = (a: unknown, b: unknown): boolean => hash(a) === hash(b)
