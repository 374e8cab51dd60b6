import { z } from 'zod'

export { LABELLED } from '#shared/utils/labelled'
export { LOCALES, type Locale } from '#shared/utils/locales'

export const ROLES = ['operator', 'admin', 'manager', 'editor', 'teacher', 'parent', 'student'] as const
export type Role = (typeof ROLES)[number]

export const VOCABULARIES = ['school', 'academy'] as const

/** A reason of the tenant's code set, and the status it stands under. */
export const absenceReason = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,31}$/),
  status: z.enum(['absent', 'excused']),
  /** A tenant's own word; without it the message `reason_<code>` is shown. */
  label: z.string().min(1).max(60).optional(),
  /** Offered no more; marks and notices that name it keep it. */
  retired: z.boolean().optional(),
})

/** Its own words for some nouns (shared/utils/labelled.ts). */
const ownLabel = z.string().min(1).max(40)
export const ownLabels = z.strictObject({ group: ownLabel.optional(), branch: ownLabel.optional(), student: ownLabel.optional(), teacher: ownLabel.optional() })

/** What a tenant may set for itself, kept as JSON with the tenant; every key has a default. */
export const tenantSettings = z.object({
  /** Alert when a student's rate falls under it, as a fraction. */
  rateThreshold: z.number().min(0).max(1).default(0.8),
  /** Alert after so many lesson days in a row missed without excuse. */
  absencesInARow: z.number().int().min(2).max(30).default(3),
  /** Days after which a register is locked for teachers; null: never. */
  lockAfterDays: z.number().int().min(0).max(365).nullable().default(null),
  /** Whether teachers may create, move and cancel lessons of their groups. */
  teachersPlanLessons: z.boolean().default(true),
  /** Whether the public page shows the week. */
  publicTimetable: z.boolean().default(true),
  labels: ownLabels.default({}),
  /** From this birthday on a student decides who of the guardians keeps access; null: never. */
  ageOfMajority: z.number().int().min(14).max(25).nullable().default(18),
  reasons: z.array(absenceReason).max(50).default([
    { code: 'ill', status: 'excused' },
    { code: 'family', status: 'excused' },
    { code: 'travel', status: 'excused' },
    { code: 'appointment', status: 'excused' },
    { code: 'unexplained', status: 'absent' },
    { code: 'other', status: 'excused' },
  ]),
})
export type TenantSettings = z.infer<typeof tenantSettings>

export const slug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'a slug has lower case letters, digits and dashes, at most 63')

/** An IANA zone that this machine knows. */
export const timeZone = z.string().refine((zone) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return zone.includes('/') || zone === 'UTC'
  }
  catch {
    return false
  }
}, 'must be an IANA time zone such as Europe/Kyiv')
