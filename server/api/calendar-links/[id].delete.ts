import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { seesRecords } from '../../domain/people/policy'
import { revokeCalendarLink } from '../../domain/timetable/revoke-calendar-link'

export default defineTenantHandler({
  summary: 'Revokes a calendar link: its address is 404 from now on',
  allow: seesRecords,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => revokeCalendarLink(ctx, params.id),
})
