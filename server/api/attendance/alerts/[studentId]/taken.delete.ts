import { z } from 'zod'
import { alertParams } from '#shared/schemas/attendance'
import { releaseAlert } from '../../../../domain/attendance/release-alert'
import { isStaff } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Give the alerts of one student back to everybody\'s list',
  allow: isStaff,
  params: alertParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => releaseAlert(ctx, params.studentId),
})
