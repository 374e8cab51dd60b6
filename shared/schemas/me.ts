import { z } from 'zod'
import { ROLES, VOCABULARIES, LOCALES, ownLabels } from './tenant'

/** What anybody may know of a tenant. */
export const publicTenant = z.strictObject({
  slug: z.string(),
  name: z.string(),
  vocabulary: z.enum(VOCABULARIES),
  timeZone: z.string(),
  locale: z.enum(LOCALES),
  /** `#rrggbb` */
  brandColour: z.string(),
  about: z.string(),
  /** Whether the public page shows the week. */
  timetable: z.boolean(),
  /** Its own words for some nouns. */
  labels: ownLabels,
})
export type PublicTenant = z.infer<typeof publicTenant>

export const me = z.strictObject({
  user: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    locale: z.enum(LOCALES).nullable(),
    /** The schools that they switch between; where nothing was noted: none. */
    otherSchools: z.array(z.strictObject({ host: z.string(), name: z.string() })),
  }).nullable(),
  tenant: publicTenant,
  /** The day it is in the tenant's zone. */
  today: z.iso.date(),
  /** The language of this answer, chosen by the user, else the browser, else the tenant. */
  locale: z.enum(LOCALES),
  children: z.array(z.strictObject({ id: z.uuid(), name: z.string() })),
  studentId: z.uuid().optional(),
  /** Names of children who are of age and have not let this guardian keep their access; left out where there is none. */
  withheld: z.array(z.string()).optional(),
})
export type Me = z.infer<typeof me>
