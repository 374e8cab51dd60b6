import { groupAssessment } from '#shared/schemas/assessments'
import { idParams } from '#shared/schemas/ids'
import type { H3Event } from 'h3'
import { DomainError } from '../../../domain/errors'
import { assessGroup } from '../../../domain/progress/assess-group'
import { assesses } from '../../../domain/progress/policy'
import type { FormFields } from '../../../utils/define-form-handler'

const ROW = /^(?:band|value)\.(.+)$/
/** A flash is a cookie: so much of a form fits in. */
const MOST_KEPT = 40

const groupOf = (event: H3Event) => parseParams(idParams, getRouterParams(event)).id

/** A value of one's own goes before the band that was tapped; rows without either are left out. */
function assessmentsOf(fields: FormFields) {
  const students = new Set(Object.keys(fields).flatMap(name => ROW.exec(name)?.[1] ?? []))
  return [...students].flatMap((studentId) => {
    const entered = fields[`value.${studentId}`]?.trim() || fields[`band.${studentId}`]
    return entered ? [{ studentId, value: Number(entered) }] : []
  })
}

/** Saves the skill of the whole group that was assessed on the page. */
export default defineFormHandler({
  allow: assesses,
  page: ({ skillId = '' }, event) => `/groups/${groupOf(event)}/assess?skill=${encodeURIComponent(skillId)}`,
  keep: fields => Object.keys(fields).filter(name => ROW.test(name) && fields[name]).slice(0, MOST_KEPT),
  async run({ event, fields }) {
    const [ctx, groupId, assessments] = [viewerContext(event), groupOf(event), assessmentsOf(fields)]
    if (assessments.length === 0) throw new DomainError('nobody_assessed')
    const body = parseBody(groupAssessment, { skillId: fields.skillId, assessments })
    return onceByForm(ctx, ['assess', groupId, fields.state, body], async () => {
      const { saved, awarded } = await assessGroup(ctx, groupId, body)
      return `/groups/${groupId}/assess?skill=${body.skillId}&saved=${saved}${awarded.length > 0 ? `&awarded=${awarded.length}` : ''}`
    })
  },
})
