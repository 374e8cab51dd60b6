import { z } from 'zod'
import { id } from '#shared/schemas/ids'
import { forbidden } from '../../domain/errors'
import { withdrawAbsence } from '../../domain/attendance/withdraw-absence'
import { reportsAbsence } from '../../domain/people/policy'

const notices = z.array(id).min(1).max(50)

/** Takes back what was reported together. */
export default defineFormHandler({
  page: () => '/absence',
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    if (!reportsAbsence(ctx.viewer)) throw forbidden()
    for (const notice of parseParams(notices, fields.notices?.split(','))) await withdrawAbsence(ctx, notice)
    return '/absence?withdrawn=1'
  },
})
