import { idParams } from '#shared/schemas/ids'
import { termInput } from '#shared/schemas/settings'
import { changeTerm } from '../../domain/lessons/change-term'
import { createTerm } from '../../domain/lessons/create-term'
import { isAdmin } from '../../domain/people/policy'

/** A term of /settings: a new one, or, with its id, one that changes. */
export default defineFormHandler({
  allow: isAdmin,
  page: () => '/settings?refused=terms',
  keep: ['id', 'name', 'startsOn', 'endsOn'],
  async run({ event, fields: { id, ...fields } }) {
    const ctx = viewerContext(event)
    const given = parseBody(termInput, { name: fields.name, startsOn: fields.startsOn, endsOn: fields.endsOn })
    if (id) await changeTerm(ctx, parseParams(idParams, { id }).id, given)
    else await createTerm(ctx, given)
    return '/settings?saved=terms#terms'
  },
})
