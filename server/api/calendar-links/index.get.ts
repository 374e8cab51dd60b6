import { calendarLinks } from '#shared/schemas/timetable'
import { seesRecords } from '../../domain/people/policy'
import { listCalendarLinks } from '../../domain/timetable/list-calendar-links'

export default defineTenantHandler({
  summary: 'The calendar links of the viewer, with their secret addresses',
  allow: seesRecords,
  response: calendarLinks,
  run({ ctx, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return listCalendarLinks(ctx, event.context.origin)
  },
})
