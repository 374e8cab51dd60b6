import { exportChoices as answer } from '#shared/schemas/exports'
import { exportChoices } from '../../domain/exports/export-choices'
import { isManager } from '../../domain/people/policy'

export default defineCachedTenantHandler({
  name: 'export-choices',
  summary: 'What exports can be chosen from: the current term so far, and the groups in sight',
  allow: isManager,
  response: answer,
  shared: true,
  tags: () => [],
  run: ({ ctx }) => exportChoices(ctx),
})
