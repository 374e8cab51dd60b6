import { made, newStudent } from '#shared/schemas/class-list'
import { addStudent } from '../../domain/people/add-student'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Make the record of a child and put it into a group',
  allow: isManager,
  body: newStudent,
  response: made,
  status: 201,
  location: ({ id }) => `/api/students/${id}`,
  run: ({ ctx, body }) => addStudent(ctx, body),
})
