import { idParams } from '#shared/schemas/ids'
import { newGroup, newRoom, newTerm, roomChange, termChange } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../../domain/context'
import { forbidden } from '../../domain/errors'
import { isAdmin, isManager } from '../../domain/people/policy'
import { addRoom } from '../../domain/timetable/add-room'
import { changeTerm } from '../../domain/timetable/change-term'
import { makeTerm } from '../../domain/timetable/make-term'
import { planGroup } from '../../domain/timetable/plan-group'
import { removeRoom } from '../../domain/timetable/remove-room'
import { renameRoom } from '../../domain/timetable/rename-room'
import type { FormFields } from '../../utils/define-form-handler'

const PAGE = '/planning/groups'

async function keepTerm(ctx: TenantContext<Viewer>, { id, name, startsOn, endsOn }: FormFields): Promise<string> {
  if (!isAdmin(ctx.viewer)) throw forbidden()
  const term = { name, startsOn, endsOn }
  if (id) await changeTerm(ctx, parseParams(idParams, { id }).id, parseBody(termChange, term))
  else await makeTerm(ctx, parseBody(newTerm, term))
  return `${PAGE}?done=term#terms`
}

/** The groups, terms and rooms of a manager: the form says which. */
export default defineFormHandler({
  allow: isManager,
  page: ({ action }) => `${PAGE}?open=${/^(?:group|term|room)$/.test(action ?? '') ? action : ''}`,
  keep: ['action', 'id', 'name', 'branchId', 'startsOn', 'endsOn'],
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    const { action, name, branchId, remove, termId } = fields
    if (remove) {
      await removeRoom(ctx, parseParams(idParams, { id: remove }).id)
      return `${PAGE}?done=room#rooms`
    }
    if (action === 'term') return keepTerm(ctx, fields)
    if (action === 'room') {
      if (fields.id) await renameRoom(ctx, parseParams(idParams, { id: fields.id }).id, parseBody(roomChange, { name }).name)
      else await addRoom(ctx, parseBody(newRoom, { branchId, name }))
      return `${PAGE}?done=room#rooms`
    }
    const group = await planGroup(ctx, parseBody(newGroup, { branchId, name, termIds: termId ? [termId] : [] }))
    return `${PAGE}/${group.id}?done=made`
  },
})
