import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { isManager } from '../../domain/people/policy'
import { reopenDays } from '../../domain/timetable/reopen-days'

export default defineTenantHandler({
  summary: 'Opens closed days again: their lessons stand as before',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => reopenDays(ctx, params.id),
})
