import type { H3Event } from 'h3'

/** The `Authorization` header where it carries a token of ours, which a browser never sends by itself; else null. */
export function bearerToken(event: H3Event): string | null {
  const header = requestHeader(event, 'authorization')
  return header && /^bearer /i.test(header) ? header : null
}
