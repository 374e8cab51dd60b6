import { DomainError, notInSight } from '../../domain/errors'
import { config } from '../../infra/config'
import { askExternal } from '../../infra/external/ask-external'

const REFUSALS = {
  not_below: { status: 404, code: 'not_found', detail: 'There is no such address.' },
  not_found: { status: 404, code: 'not_found', detail: 'The other side has no such address.' },
  busy: { status: 503, code: 'busy', detail: 'Too much is asked of the other side at the moment.' },
  too_late: { status: 504, code: 'gateway_timeout', detail: 'The other side did not answer in time.' },
  bad_gateway: { status: 502, code: 'bad_gateway', detail: 'The other side gave no answer that could be passed on.' },
}

/** Reads from the server of `EXTERNAL_API_URL` for anybody: it learns nothing of who asks. */
export default defineEventHandler(async (event) => {
  const base = config().externalApiUrl
  if (!base) throw notInSight('There is no such address in the API; see /api/docs.')
  // As it was sent: decoded, a slash in disguise would be one.
  const path = (event.node.req.originalUrl ?? '').replace(/^\/api\/external/, '')
  const answer = await askExternal(base, path, event.context.locale)
  if ('refused' in answer) {
    const { status, code, detail } = REFUSALS[answer.refused]
    throw new DomainError(code, { status, detail })
  }
  setResponseHeader(event, 'content-type', answer.type)
  return answer.body
})
