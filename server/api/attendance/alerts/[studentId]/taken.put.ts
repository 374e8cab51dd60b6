import { alertParams, alertTaking, takenAlert } from '#shared/schemas/attendance'
import { takeAlert } from '../../../../domain/attendance/take-alert'
import { isStaff } from '../../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take on the alerts of one student until a day; they come back only with a new absence',
  allow: isStaff,
  params: alertParams,
  body: alertTaking,
  response: takenAlert,
  run: ({ ctx, params, body }) => takeAlert(ctx, params.studentId, body),
})
