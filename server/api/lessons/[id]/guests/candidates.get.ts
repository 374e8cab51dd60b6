import { idParams } from '#shared/schemas/ids'
import { guestCandidates, guestSearch } from '#shared/schemas/lessons'
import { findGuests } from '../../../../domain/lessons/find-guests'
import { isStaff } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Children of the branch by name who may become guests of the lesson',
  allow: isStaff,
  params: idParams,
  query: guestSearch,
  response: guestCandidates,
  run: ({ ctx, params, query }) => findGuests(ctx, params.id, query.search),
})
