import { alertParams, alertTaking } from '#shared/schemas/attendance'
import { isLocalDate } from '#shared/utils/local-date'
import { releaseAlert } from '../../domain/attendance/release-alert'
import { takeAlert } from '../../domain/attendance/take-alert'
import { isManager } from '../../domain/people/policy'
import type { FormFields } from '../../utils/define-form-handler'

/** Back to the list that the form stood in. */
function pageOf({ date = '', show }: FormFields, more: Record<string, string> = {}) {
  const query = String(new URLSearchParams({ ...(isLocalDate(date) ? { date } : {}), ...(show ? { show: 'alerts' } : {}), ...more }))
  return `/overview${query && `?${query}`}#alerts`
}

/** Takes an alert on, or gives it back. */
export default defineFormHandler({
  allow: isManager,
  page: fields => pageOf(fields, fields.take ? { take: fields.take } : {}),
  keep: ['until', 'note'],
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    if (fields.release) {
      await releaseAlert(ctx, parseParams(alertParams, { studentId: fields.release }).studentId)
      return pageOf(fields, { alert: 'released' })
    }
    const { studentId } = parseParams(alertParams, { studentId: fields.take })
    await takeAlert(ctx, studentId, parseBody(alertTaking, { until: fields.until, note: fields.note }))
    return pageOf(fields, { alert: 'taken' })
  },
})
