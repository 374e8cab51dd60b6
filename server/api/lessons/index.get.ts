import { lesson, lessonsQuery } from '#shared/schemas/lessons'
import { pagedList } from '#shared/schemas/paging'
import { listLessons } from '../../domain/lessons/list-lessons'
import { seesRecords } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Lessons that concern the viewer, of one day or of a range',
  allow: seesRecords,
  query: lessonsQuery,
  response: pagedList(lesson),
  run: ({ ctx, query }) => listLessons(ctx, query),
})
