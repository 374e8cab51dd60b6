import { idParams } from '#shared/schemas/ids'
import { room, roomChange } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { renameRoom } from '../../domain/timetable/rename-room'

export default defineTenantHandler({
  summary: 'Gives a room another name, and the lessons that are there from today on',
  allow: isManager,
  params: idParams,
  body: roomChange,
  response: room,
  run: ({ ctx, params, body }) => renameRoom(ctx, params.id, body.name),
})
