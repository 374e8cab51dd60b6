import { rooms } from '#shared/schemas/timetable'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { listRooms } from '../../domain/timetable/list-rooms'

export default defineCachedTenantHandler({
  name: 'rooms',
  summary: 'The rooms of the branches whose timetable the viewer reads',
  allow: isStaff,
  response: rooms,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx }) => listRooms(ctx),
})
