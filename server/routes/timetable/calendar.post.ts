import { idParams } from '#shared/schemas/ids'
import { seesRecords } from '../../domain/people/policy'
import { makeCalendarLink } from '../../domain/timetable/make-calendar-link'
import { revokeCalendarLink } from '../../domain/timetable/revoke-calendar-link'

/** Makes a calendar address, or revokes one. */
export default defineFormHandler({
  allow: seesRecords,
  page: () => '/timetable/calendar',
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    if (fields.revoke) {
      await revokeCalendarLink(ctx, parseParams(idParams, { id: fields.revoke }).id)
      return '/timetable/calendar?done=revoked'
    }
    await makeCalendarLink(ctx, event.context.origin)
    return '/timetable/calendar?done=made'
  },
})
