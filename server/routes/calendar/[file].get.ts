import { notInSight } from '../../domain/errors'
import { calendarFeed, ownerOfCalendar } from '../../domain/timetable/calendar-feed'

const ADDRESS = /^([\w-]{43})\.ics$/

/** The feed of a calendar link. Its address is all that a calendar has: no session is looked at. */
export default defineEventHandler(async (event) => {
  const secret = ADDRESS.exec(getRouterParam(event, 'file') ?? '')?.[1]
  if (!secret) throw notInSight()
  const anybody = { ...tenantContext(event), viewer: null }
  const viewer = await takeCalendarRead(event, () => ownerOfCalendar(anybody, secret))
  const feed = await calendarFeed({ ...anybody, viewer })
  const etag = etagOf(feed)
  setResponseHeaders(event, {
    'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'inline; filename="timetable.ics"', 'cache-control': KEPT_BY.itsReader,
    'x-robots-tag': 'noindex', etag,
  })
  if (!sameAs(event, etag)) return feed
  setResponseStatus(event, 304)
  return null
})
