import type { NitroErrorHandler } from 'nitropack'
import { send, setResponseHeader, setResponseHeaders, setResponseStatus } from 'h3'
import { log } from './infra/log'
import { toProblem } from './utils/problem'
import { KEPT_BY } from './utils/cache-rules'
import { readerLocale } from './utils/reader-locale'

/** Errors of the API as problem documents; those of pages go on to Nuxt, with their true status. */
const onError: NitroErrorHandler = async (error, event) => {
  const requestId = event.context.requestId ?? 'none'
  const { problem, headers } = toProblem(error, requestId)
  if (problem.status === 500) log.error({ error: error.cause ?? error, requestId, path: event.path.split('?')[0] }, 'a request failed')
  // One line, without the stack: there are many of them when a database is away, and only slow statements are our doing.
  if (problem.code === 'starved') log.warn({ reason: error.message, requestId, path: event.path.split('?')[0] }, 'the database had no room')
  error.statusCode = problem.status
  setResponseHeaders(event, { ...headers, 'cache-control': KEPT_BY.nobody })
  const wantsPage = !event.path.startsWith('/api/') && !event.path.startsWith('/metrics')
    && (requestHeader(event, 'accept') ?? '').includes('text/html')
  if (wantsPage) {
    error.statusMessage = problem.title
    error.message = problem.detail ?? problem.title
    // The page is rendered by a request of its own, which knows neither tenant nor reader.
    const { tenant } = event.context
    const locale = tenant ? event.context.locale : readerLocale(event)
    error.data = { code: problem.code, requestId, locale, tenant: tenant && { name: tenant.name, brandColour: tenant.brandColour } }
    error.unhandled = false
    return
  }
  setResponseStatus(event, problem.status)
  setResponseHeader(event, 'content-type', 'application/problem+json')
  await send(event, JSON.stringify(problem))
}

export default onError
