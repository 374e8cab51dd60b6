import { today } from '#shared/schemas/today'
import { canTakeRegister } from '../domain/attendance/policy'
import { showToday } from '../domain/attendance/show-today'
import { tag } from '../domain/tags'
import { sightTags } from '../domain/people/sight-tags'

export default defineCachedTenantHandler({
  name: 'today',
  summary: 'A teacher\'s day: own lessons, registers still open, notices, who missed the last two',
  allow: canTakeRegister,
  response: today,
  tags: async ({ ctx }) => [tag.lessons, tag.notices, ...await sightTags(ctx)],
  run: ({ ctx }) => showToday(ctx),
})
