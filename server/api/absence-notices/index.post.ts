import { absenceNotices, absenceReport } from '#shared/schemas/absences'
import { reportAbsence } from '../../domain/attendance/report-absence'
import { reportsAbsence } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Report that children will be away, for days or for one lesson',
  allow: reportsAbsence,
  body: absenceReport,
  response: absenceNotices,
  status: 201,
  run: ({ ctx, body }) => reportAbsence(ctx, body),
})
