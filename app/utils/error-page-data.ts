export interface ErrorPageData {
  code?: string
  requestId?: string
  locale?: string
  tenant?: { name: string, brandColour: string } | null
}

/** What server/error.ts says of a request that failed; empty for an error of the browser. */
export function errorPageData(error: unknown): ErrorPageData {
  const data = typeof error === 'object' && error !== null && 'data' in error ? error.data : null
  return typeof data === 'object' && data !== null ? data : {}
}
