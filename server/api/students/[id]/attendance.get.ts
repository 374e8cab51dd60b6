import { idParams } from '#shared/schemas/ids'
import { studentAttendance as answer, studentAttendanceQuery } from '#shared/schemas/attendance'
import { studentAttendance } from '../../../domain/attendance/student-attendance'
import { seesRecords } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'student-attendance',
  summary: 'The marks of one student, the newest first, and what they come to',
  allow: seesRecords,
  params: idParams,
  query: studentAttendanceQuery,
  response: answer,
  tags: ({ params }) => [tag.lessons, tag.student(params.id)],
  shared: true,
  run: ({ ctx, params, query }) => studentAttendance(ctx, params.id, query),
})
