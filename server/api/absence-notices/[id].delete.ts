import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { withdrawAbsence } from '../../domain/attendance/withdraw-absence'
import { reportsAbsence } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Withdraw an absence notice, until its first lesson begins',
  allow: reportsAbsence,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => withdrawAbsence(ctx, params.id),
})
