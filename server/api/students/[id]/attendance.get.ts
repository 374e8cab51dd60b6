import { idParams } from '#shared/schemas/ids'
import { studentAttendance as answer, studentAttendanceQuery } from '#shared/schemas/attendance'
import { studentAttendance } from '../../../domain/attendance/student-attendance'
import { seesRecords } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The marks of one student, the newest first, and what they come to',
  allow: seesRecords,
  params: idParams,
  query: studentAttendanceQuery,
  response: answer,
  run: ({ ctx, params, query }) => studentAttendance(ctx, params.id, query),
})
