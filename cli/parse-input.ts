import type { z } from 'zod'
import { UsageError } from './run'

/** Checks what was given on the command line. @throws UsageError with a line for each fault */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  throw new UsageError(parsed.error.issues.map(issue => `--${issue.path.join('.').replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}: ${issue.message}`).join('\n'))
}
