import { id, idParams, localDate } from '#shared/schemas/ids'
import { newClosure } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { closeDays } from '../../domain/timetable/close-days'
import { reopenDays } from '../../domain/timetable/reopen-days'
import type { FormFields } from '../../utils/define-form-handler'

/** The list of closed days, or the week whose day was cancelled from there. */
function back({ week, branchId }: FormFields, query: Record<string, string> = {}): string {
  const from = localDate.safeParse(week)
  const branch = id.safeParse(branchId)
  const all = new URLSearchParams({ ...from.success && { from: from.data }, ...from.success && branch.success && { branchId: branch.data }, ...query })
  return `${from.success ? '/planning' : '/planning/closed-days'}?${all}`
}

/** Closes days, or opens them again; one day of one branch is its whole day cancelled. */
export default defineFormHandler({
  allow: isManager,
  page: fields => back(fields),
  keep: ['branchId', 'from', 'to', 'reason'],
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    if (fields.reopen) {
      await reopenDays(ctx, parseParams(idParams, { id: fields.reopen }).id)
      return back(fields, { done: 'reopened' })
    }
    const { branchId, from, to, reason } = fields
    const closed = await closeDays(ctx, parseBody(newClosure, { branchId: branchId || null, from, to: to || from, reason }))
    return back(fields, { done: 'closed', cancelled: String(closed.cancelled), kept: String(closed.kept) })
  },
})
