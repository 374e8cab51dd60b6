import { health } from '#shared/schemas/health'
import { readiness } from '../../utils/readiness'

/** What this role needs is there: 503 until then, and while the process drains. */
export default documented({ summary: 'What this role needs is there', response: health }, defineEventHandler(async (event) => {
  const { ready, checks } = await readiness()
  if (!ready) setResponseStatus(event, 503)
  return { status: ready ? 'ok' : 'unavailable', checks }
}))
