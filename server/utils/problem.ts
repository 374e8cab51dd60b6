import type { H3Error } from 'h3'
import { DomainError } from '../domain/errors'
import { DatabaseStarved } from '../infra/db/starved'

/** RFC 9457 §3, with a stable code, the request's id, and a path for each fault of the input. */
export interface Problem {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  requestId: string
  errors?: { path: string, code: string, message: string }[]
}

const TITLES: Record<number, string> = {
  400: 'Bad request', 401: 'Not signed in', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed', 409: 'Conflict',
  412: 'Changed since', 413: 'Too large', 415: 'Wrong type of content', 422: 'Not valid', 429: 'Too many requests', 502: 'Bad gateway', 503: 'Try again shortly', 504: 'Gateway timeout',
}
const CODES: Record<number, string> = {
  400: 'bad_request', 401: 'not_signed_in', 403: 'forbidden', 404: 'not_found', 405: 'method_not_allowed', 413: 'too_large', 415: 'wrong_type', 503: 'unavailable',
}

/** What somebody asked wrongly, and what a page was told by the API that it asks: to come again. Any other failure is ours. */
const isTold = (status: number) => (status >= 400 && status < 500) || status === 503

/** The innermost cause that the domain or the database named. */
function named(error: Error): DomainError | DatabaseStarved | null {
  let at: unknown = error
  for (let depth = 0; at instanceof Error && depth < 5; depth++) {
    if (at instanceof DomainError || at instanceof DatabaseStarved) return at
    at = at.cause
  }
  return null
}

/** The one place where an error becomes HTTP; what is not known says nothing of the inside. */
export function toProblem(error: H3Error | Error, requestId: string): { problem: Problem, headers: Record<string, string> } {
  const cause = named(error)
  const given = 'statusCode' in error ? error.statusCode : 500
  const status = cause instanceof DomainError ? cause.status : cause ? 503 : isTold(given) ? given : 500
  const code = cause instanceof DomainError ? cause.code : cause ? 'starved' : CODES[status] ?? 'internal'
  const problem: Problem = { type: 'about:blank', title: TITLES[status] ?? 'Something went wrong', status, code, requestId }
  if (cause instanceof DomainError) {
    if (cause.detail) problem.detail = cause.detail
    if (cause.errors) problem.errors = cause.errors
    Object.assign(problem, cause.data)
  }
  if (status === 500) problem.detail = 'It was logged under this request id; please try again.'
  const headers: Record<string, string> = {}
  if (status === 503) headers['retry-after'] = '2'
  const wait = cause instanceof DomainError && cause.data?.retryAfter
  if (typeof wait === 'number') headers['retry-after'] = String(wait)
  return { problem, headers }
}
