const SHOWS_TOKENS = /^\/api\/auth\/(?:list-sessions|get-session)(?:\?|$)/

/**
 * better-auth shows sessions with their tokens, each of which opens the account for a month. Who got hold of one device
 * would get hold of all; what a client needs it got when it signed in.
 * @param path below the origin
 */
export async function withoutTokens(path: string, response: Response): Promise<Response> {
  if (!response.ok || !SHOWS_TOKENS.test(path)) return response
  const shown: unknown = JSON.parse(await response.text(), (key, value: unknown) => key === 'token' ? undefined : value)
  const headers = new Headers(response.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify(shown), { status: response.status, headers })
}
