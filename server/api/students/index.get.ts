import { studentList, studentListQuery } from '#shared/schemas/students'
import { listStudents } from '../../domain/people/list-students'
import { seesRecords } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The students in sight, by family name; a search by words of the name',
  allow: seesRecords,
  query: studentListQuery,
  response: studentList,
  run: ({ ctx, query }) => listStudents(ctx, query),
})
