import type { PublicTenant } from '#shared/schemas/me'
import type { Tenant } from '../context'

/** What anybody may know of a tenant. */
export function publicView({ slug, name, vocabulary, timeZone, locale, brandColour, about, settings }: Tenant): PublicTenant {
  return { slug, name, vocabulary, timeZone, locale, brandColour, about, timetable: settings.publicTimetable, labels: settings.labels }
}
