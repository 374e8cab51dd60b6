import { absenceList, absenceListQuery } from '#shared/schemas/absences'
import { listAbsences } from '../../domain/attendance/list-absences'
import { seesRecords } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Absence notices of the students in sight',
  allow: seesRecords,
  query: absenceListQuery,
  response: absenceList,
  run: ({ ctx, query }) => listAbsences(ctx, query),
})
