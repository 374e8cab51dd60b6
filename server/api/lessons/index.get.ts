import { lesson, lessonsQuery } from '#shared/schemas/lessons'
import { pagedList } from '#shared/schemas/paging'
import { listLessons } from '../../domain/lessons/list-lessons'
import { seesRecords } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { sightTags } from '../../domain/people/sight-tags'

export default defineCachedTenantHandler({
  name: 'lessons',
  summary: 'Lessons that concern the viewer, of one day or of a range',
  allow: seesRecords,
  query: lessonsQuery,
  response: pagedList(lesson),
  tags: async ({ ctx }) => [tag.lessons, ...await sightTags(ctx)],
  shared: true,
  run: ({ ctx, query }) => listLessons(ctx, query),
})
