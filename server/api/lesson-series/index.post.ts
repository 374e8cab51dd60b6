import { newSeries, series } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { planSeries } from '../../domain/timetable/plan-series'

export default defineTenantHandler({
  summary: 'Has a group meet every week',
  allow: isManager,
  body: newSeries,
  response: series,
  status: 201,
  run: ({ ctx, body }) => planSeries(ctx, body),
})
