import { home } from '#shared/schemas/home'
import { readHome } from '../domain/attendance/read-home'
import { isFamily } from '../domain/people/policy'
import { tag } from '../domain/tags'
import { sightTags } from '../domain/people/sight-tags'

export default defineCachedTenantHandler({
  name: 'home',
  summary: 'A card for each own child, or for the student who asks: today, what is next, the rate and its trend',
  allow: isFamily,
  response: home,
  tags: async ({ ctx }) => [tag.skills, tag.lessons, ...await sightTags(ctx)],
  clock: 'minute',
  run: ({ ctx }) => readHome(ctx),
})
