import { absenceChoices as choices } from '#shared/schemas/absences'
import { absenceChoices } from '../../domain/attendance/absence-choices'
import { isGuardian } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'absence-choices',
  summary: 'What a guardian chooses from when reporting an absence: children, lessons of two weeks, reasons, what stands already',
  allow: isGuardian,
  response: choices,
  tags: () => [tag.notices, tag.lessons],
  clock: 'minute',
  run: ({ ctx }) => absenceChoices(ctx),
})
