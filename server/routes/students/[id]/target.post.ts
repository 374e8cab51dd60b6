import { id } from '#shared/schemas/ids'
import { newTarget } from '#shared/schemas/progress'
import { dropTarget } from '../../../domain/progress/drop-target'
import { setTarget } from '../../../domain/progress/set-target'

/** Sets where a skill is to be by a day, or takes the target away. */
export default defineProgressForm(async (ctx, studentId, fields) => {
  const skillId = parseParams(id, fields.skillId)
  if (fields.drop) await dropTarget(ctx, studentId, skillId)
  else await setTarget(ctx, studentId, skillId, parseBody(newTarget, { value: Number(fields.value || NaN), dueOn: fields.dueOn }))
})
