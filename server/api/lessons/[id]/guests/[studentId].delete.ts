import { z } from 'zod'
import { guestParams } from '#shared/schemas/lessons'
import { removeGuest } from '../../../../domain/lessons/remove-guest'
import { isStaff } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Takes a guest off the roster of one lesson',
  allow: isStaff,
  params: guestParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => removeGuest(ctx, params.id, params.studentId),
})
