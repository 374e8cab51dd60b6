import { idParams } from '#shared/schemas/ids'
import { series, seriesChange } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { changeSeries } from '../../domain/timetable/change-series'

export default defineTenantHandler({
  summary: 'Changes a series from a day on; what was changed by hand or has marks stays',
  allow: isManager,
  params: idParams,
  body: seriesChange,
  response: series,
  run: ({ ctx, params, body }) => changeSeries(ctx, params.id, body),
})
