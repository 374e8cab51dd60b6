import { studentList, studentListQuery } from '#shared/schemas/students'
import { listStudents } from '../../domain/people/list-students'
import { seesRecords } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'students',
  summary: 'The students in sight, by family name; a search by words of the name',
  allow: seesRecords,
  query: studentListQuery,
  response: studentList,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx, query }) => listStudents(ctx, query),
})
