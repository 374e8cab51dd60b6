import { absenceReport } from '#shared/schemas/absences'
import { forbidden } from '../domain/errors'
import { reportAbsence } from '../domain/attendance/report-absence'
import { reportsAbsence } from '../domain/people/policy'
import type { FormFields } from '../utils/define-form-handler'

const CHILD = /^child-(.+)$/

/** One box for each child; days, or one lesson as `<date>_<id>`; a code, or words of one's own where it is `other`. */
function reportOf(fields: FormFields) {
  const { when, lesson = '', reason, words = '' } = fields
  const [date, lessonId = ''] = when === 'lesson' ? lesson.split('_') : []
  const studentIds = Object.keys(fields).flatMap(name => CHILD.exec(name)?.[1] ?? [])
  const why = (reason === 'other' && words.trim()) || reason
  return { studentIds, from: date || fields.from, to: date || fields.to, reason: why, ...(when === 'lesson' ? { lessonId } : {}) }
}

/** Reports an absence and says so on the same page, with an undo. */
export default defineFormHandler({
  page: () => '/absence',
  keep: fields => ['when', 'from', 'to', 'lesson', 'reason', 'words', ...Object.keys(fields).filter(name => CHILD.test(name)).slice(0, 20)],
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    if (!reportsAbsence(ctx.viewer)) throw forbidden()
    const { data } = await reportAbsence(ctx, parseBody(absenceReport, reportOf(fields)))
    return `/absence?reported=${data.map(({ id }) => id).join()}`
  },
})
