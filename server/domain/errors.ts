/** One fault of the input: `path` as in `marks.3.studentId`. */
export interface FieldError { path: string, code: string, message: string }

export interface DomainErrorOptions {
  /** What to do about it, for a person. */
  detail?: string
  status?: number
  errors?: FieldError[]
  /** Members added to the problem document, such as the current register on a stale version. */
  data?: Record<string, unknown>
  cause?: unknown
}

const STATUS: Record<string, number> = {
  invalid: 422, not_signed_in: 401, forbidden: 403, not_found: 404, conflict: 409, stale_version: 412, too_many: 429, starved: 503,
}

/** A rule that was broken, by its stable code; one place turns it into HTTP. */
export class DomainError extends Error {
  readonly status: number
  readonly detail: string | undefined
  readonly errors: FieldError[] | undefined
  readonly data: Record<string, unknown> | undefined
  /** What it came from; not the standard `cause`, for the sake of which h3 would forget this error itself. */
  readonly reason: unknown

  constructor(readonly code: string, options: DomainErrorOptions = {}) {
    super(options.detail ?? code)
    this.name = 'DomainError'
    this.status = options.status ?? STATUS[code] ?? 422
    this.detail = options.detail
    this.errors = options.errors
    this.data = options.data
    this.reason = options.cause
  }
}

/** A row that does not exist, or that the viewer may not see: the two are told apart by nobody. */
export const notInSight = (detail?: string) => new DomainError('not_found', detail ? { detail } : {})

export const forbidden = (detail?: string) => new DomainError('forbidden', detail ? { detail } : {})

/** Input that is well-formed and still cannot be: 422 with the path of each fault. */
export const invalid = (errors: FieldError[], code = 'invalid') => new DomainError(code, { status: 422, errors })
