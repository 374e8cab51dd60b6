import { studentConsents } from '#shared/schemas/consents'
import { idParams } from '#shared/schemas/ids'
import { listConsents } from '../../../domain/people/list-consents'
import { seesRecords } from '../../../domain/people/policy'

export default defineCachedTenantHandler({
  name: 'student-consents',
  summary: 'What is asked for a student and what was decided, with the decisions before',
  allow: seesRecords,
  params: idParams,
  response: studentConsents,
  tags: () => [],
  run: ({ ctx, params }) => listConsents(ctx, params.id),
})
