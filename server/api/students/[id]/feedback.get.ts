import { feedbackList, feedbackQuery } from '#shared/schemas/feedback'
import { idParams } from '#shared/schemas/ids'
import { listFeedback } from '../../../domain/feedback/list-feedback'
import { listPublicFeedback } from '../../../domain/feedback/list-public-feedback'
import { isStaff, seesRecords } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'

const asked = { params: idParams, query: feedbackQuery, response: feedbackList }

/** Kept, and never asks for a private row. */
const openly = defineCachedTenantHandler({
  ...asked,
  name: 'feedback',
  summary: 'The feedback on one student that the family reads',
  allow: seesRecords,
  tags: ({ params }) => [tag.feedback(params.id)],
  run: ({ ctx, params, query }) => listPublicFeedback(ctx, params.id, query),
})

/** Kept by nobody. */
const amongStaff = defineTenantHandler({
  ...asked,
  summary: 'The feedback on one student with private words',
  allow: isStaff,
  run({ ctx, params, query, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return listFeedback(ctx, params.id, query)
  },
})

const summary = 'Feedback on one student, the newest first: private words for the staff alone, and each look at them is in the audit log'

export default Object.assign(defineEventHandler((event) => {
  const { visibility } = getQuery(event)
  const { viewer } = tenantContext(event)
  return visibility === 'public' || (visibility === undefined && !(viewer && isStaff(viewer))) ? openly(event) : amongStaff(event)
}), { spec: { ...amongStaff.spec, summary, allow: seesRecords } })
