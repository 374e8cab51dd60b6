import { newAssessment } from '#shared/schemas/assessments'
import { assessStudent } from '../../../domain/progress/assess-student'

/** Assesses one skill of one student. */
export default defineProgressForm((ctx, studentId, { skillId, value, note }) =>
  assessStudent(ctx, studentId, parseBody(newAssessment, { skillId, value: Number(value || NaN), note: note ?? '' })))
