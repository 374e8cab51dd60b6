import { behaviourTrend as answer } from '#shared/schemas/behaviour'
import { idParams } from '#shared/schemas/ids'
import { behaviourTrend } from '../../../domain/attendance/behaviour-trend'
import { seesRecords } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'behaviour',
  summary: 'Behaviour and participation of one student by week, and their trend',
  allow: seesRecords,
  params: idParams,
  response: answer,
  tags: ({ params }) => [tag.lessons, tag.student(params.id)],
  shared: true,
  run: ({ ctx, params }) => behaviourTrend(ctx, params.id),
})
