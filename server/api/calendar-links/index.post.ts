import { calendarLink } from '#shared/schemas/timetable'
import { seesRecords } from '../../domain/people/policy'
import { makeCalendarLink } from '../../domain/timetable/make-calendar-link'

export default defineTenantHandler({
  summary: 'Makes a secret address at which calendars find the viewer\'s lessons',
  allow: seesRecords,
  response: calendarLink,
  status: 201,
  secret: true,
  run: ({ ctx, event }) => makeCalendarLink(ctx, event.context.origin),
})
