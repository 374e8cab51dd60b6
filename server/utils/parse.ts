import type { z } from 'zod'
import { DomainError, notInSight } from '../domain/errors'

const toErrors = (error: z.ZodError) => error.issues.slice(0, 100).flatMap(issue =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map(key => ({ path: [...issue.path, key].join('.'), code: 'unknown_key', message: 'This is not known here.' }))
    : [{ path: issue.path.join('.'), code: issue.code, message: issue.message }])

/** @throws DomainError `invalid` 422 with the path of each fault */
export function parseBody<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new DomainError('invalid', { status: 422, detail: 'The body does not fit; see errors.', errors: toErrors(parsed.error) })
}

/** @throws DomainError `bad_query` 400 with the name of each parameter at fault */
export function parseQuery<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const parsed = schema.safeParse(query)
  if (parsed.success) return parsed.data
  throw new DomainError('bad_query', { status: 400, detail: 'The query does not fit; see errors.', errors: toErrors(parsed.error) })
}

/** An address that cannot name a row names none. @throws DomainError `not_found` */
export function parseParams<T extends z.ZodType>(schema: T, params: unknown): z.output<T> {
  const parsed = schema.safeParse(params)
  if (parsed.success) return parsed.data
  throw notInSight()
}
