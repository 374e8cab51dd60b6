import { newRoom, room } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { addRoom } from '../../domain/timetable/add-room'

export default defineTenantHandler({
  summary: 'Names a room of a branch, which takes one lesson at a time',
  allow: isManager,
  body: newRoom,
  response: room,
  status: 201,
  run: ({ ctx, body }) => addRoom(ctx, body),
})
