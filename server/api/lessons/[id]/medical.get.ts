import { lessonCare } from '#shared/schemas/care'
import { idParams } from '#shared/schemas/ids'
import { canTakeRegister } from '../../../domain/attendance/policy'
import { readLessonCare } from '../../../domain/people/read-care'

export default defineTenantHandler({
  summary: 'The medical notes and emergency contacts of everybody in a lesson, for who takes its register; each look is in the audit log',
  allow: canTakeRegister,
  params: idParams,
  response: lessonCare,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return readLessonCare(ctx, params.id)
  },
})
