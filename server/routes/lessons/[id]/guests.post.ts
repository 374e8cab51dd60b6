import { idParams } from '#shared/schemas/ids'
import { newGuest } from '#shared/schemas/lessons'
import { addGuest } from '../../../domain/lessons/add-guest'

/** Adds a guest from the register's page. */
export default defineFormHandler({
  page: (_fields, event) => `/lessons/${getRouterParam(event, 'id')}/register?guests=1#guests`,
  keep: ['name'],
  async run({ fields: { name, studentId, kind }, event }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    const guest = await addGuest(viewerContext(event), id, parseBody(newGuest, { kind, ...studentId ? { studentId } : { name } }))
    return `/lessons/${id}/register?guest=${guest.studentId}#child-${guest.studentId}`
  },
})
