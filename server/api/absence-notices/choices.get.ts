import { absenceChoices as choices } from '#shared/schemas/absences'
import { absenceChoices } from '../../domain/attendance/absence-choices'
import { isGuardian } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'What a guardian chooses from when reporting an absence: children, lessons of two weeks, reasons, what stands already',
  allow: isGuardian,
  response: choices,
  run: ({ ctx }) => absenceChoices(ctx),
})
