import { correction } from '#shared/schemas/assessments'
import { id } from '#shared/schemas/ids'
import { correctAssessment } from '../../../domain/progress/correct-assessment'

/** Puts the right value in the place of a wrong one, or takes an assessment back. */
export default defineProgressForm((ctx, _studentId, { assessmentId, value, note, withdraw }) =>
  correctAssessment(ctx, parseParams(id, assessmentId), parseBody(correction, withdraw ? { value: null } : { value: Number(value || NaN), note: note ?? '' })))
