import { groupTeachers } from '#shared/schemas/adults'
import { idParams } from '#shared/schemas/ids'
import { listGroupTeachers } from '../../../domain/people/list-group-teachers'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Who teaches a group today and later, and who else may be chosen',
  allow: isManager,
  params: idParams,
  response: groupTeachers,
  run: ({ ctx, params }) => listGroupTeachers(ctx, params.id),
})
