import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { isManager } from '../../domain/people/policy'
import { removeRoom } from '../../domain/timetable/remove-room'

export default defineTenantHandler({
  summary: 'Forgets a room; lessons keep its name as their place',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => removeRoom(ctx, params.id),
})
