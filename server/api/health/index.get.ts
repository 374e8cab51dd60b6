import { z } from 'zod'
import { health } from '#shared/schemas/health'
import { readiness } from '../../utils/readiness'

/** A summary without secrets. */
export default documented({ summary: 'A summary of the installation without secrets', response: health.extend({ uptime: z.int() }) }, defineEventHandler(async () => {
  const { ready, checks } = await readiness()
  return { status: ready ? 'ok' : 'degraded', uptime: Math.round(process.uptime()), checks }
}))
