import { officeChoices } from '#shared/schemas/class-list'
import { listChoices } from '../../domain/people/list-choices'
import { isManager } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'office-choices',
  summary: 'The groups and branches in which a manager places people',
  allow: isManager,
  response: officeChoices,
  tags: () => [tag.lessons, tag.people],
  shared: true,
  run: ({ ctx }) => listChoices(ctx),
})
