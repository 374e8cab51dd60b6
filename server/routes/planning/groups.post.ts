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

type Deed = (ctx: TenantContext<Viewer>, fields: FormFields) => Promise<string>
const idOf = (id: string | undefined) => parseParams(idParams, { id }).id

/** What each form of the page does, and where it leads. */
const DEEDS: Record<string, Deed> = {
  group: async (ctx, { branchId, name, termId }) => {
    const group = await planGroup(ctx, parseBody(newGroup, { branchId, name, termIds: termId ? [termId] : [] }))
    return `${PAGE}/${group.id}?done=made`
  },
  term: async (ctx, { id, name, startsOn, endsOn }) => {
    if (!isAdmin(ctx.viewer)) throw forbidden()
    const term = { name, startsOn, endsOn }
    await (id ? changeTerm(ctx, idOf(id), parseBody(termChange, term)) : makeTerm(ctx, parseBody(newTerm, term)))
    return `${PAGE}?done=term#terms`
  },
  room: async (ctx, { id, remove, branchId, name }) => {
    if (remove) await removeRoom(ctx, idOf(remove))
    else if (id) await renameRoom(ctx, idOf(id), parseBody(roomChange, { name }).name)
    else await addRoom(ctx, parseBody(newRoom, { branchId, name }))
    return `${PAGE}?done=room#rooms`
  },
}

/** The groups, terms and rooms of a manager: the form says which. */
export default defineFormHandler({
  allow: isManager,
  page: ({ action = '' }) => `${PAGE}?open=${action}`,
  keep: ['action', 'id', 'name', 'branchId', 'startsOn', 'endsOn'],
  run: async ({ event, fields }) => deedOf(DEEDS, { action: fields.action ?? (fields.remove ? 'room' : '') })(viewerContext(event), fields),
})
