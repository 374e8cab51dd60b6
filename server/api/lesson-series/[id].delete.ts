import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { seriesEnd } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { endSeries } from '../../domain/timetable/end-series'

export default defineTenantHandler({
  summary: 'Ends a series: from the given day on it meets no more',
  allow: isManager,
  params: idParams,
  query: seriesEnd,
  response: z.void(),
  status: 204,
  run: ({ ctx, params, query }) => endSeries(ctx, params.id, query.from),
})
