import { http, type Answer, type HttpOptions } from './http'
import { serverOrigin } from './server'

type Headers = Record<string, string>

/** Speaks to the running server as one person of one tenant, or as nobody. */
export interface Client {
  get: (path: string, headers?: Headers) => Promise<Answer>
  head: (path: string, headers?: Headers) => Promise<Answer>
  post: (path: string, body?: unknown, headers?: Headers) => Promise<Answer>
  put: (path: string, body?: unknown, headers?: Headers) => Promise<Answer>
  patch: (path: string, body?: unknown, headers?: Headers) => Promise<Answer>
  delete: (path: string, headers?: Headers) => Promise<Answer>
  request: (path: string, options: HttpOptions) => Promise<Answer>
  /** Signs in as somebody on the same host, from a page of it. */
  signIn: (email: string, password: string) => Promise<Answer>
}

/** @param standing headers of every request: the tenant's host, a bearer token; what a call gives goes before them */
export function client(standing: Headers): Client {
  const request = (path: string, options: HttpOptions) =>
    http(serverOrigin(), path, { ...options, headers: { ...standing, ...options.headers } })
  const withBody = (method: string) => (path: string, body?: unknown, headers?: Headers) => request(path, { method, body, headers })
  const bare = (method: string) => (path: string, headers?: Headers) => request(path, { method, headers })
  return {
    request,
    signIn: (email, password) => http(serverOrigin(), '/api/auth/sign-in/email', {
      method: 'POST',
      body: { email, password },
      headers: { host: standing.host ?? '', origin: `http://${standing.host}` },
    }),
    get: bare('GET'),
    head: bare('HEAD'),
    delete: bare('DELETE'),
    post: withBody('POST'),
    put: withBody('PUT'),
    patch: withBody('PATCH'),
  }
}
