import { z } from 'zod'
import { absenceReason, LABELLED, LOCALES, ownLabels, VOCABULARIES } from './tenant'
import { text } from './text'

const line = (max: number) => text(max).regex(/^\P{Cc}*$/u, 'one line of words')

/** What an admin changes; what is left out stays. */
export const settingsChange = z.strictObject({
  name: line(120).min(1),
  vocabulary: z.enum(VOCABULARIES),
  locale: z.enum(LOCALES),
  brandColour: z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is written as #1d6b4f').toLowerCase(),
  about: text(2_000),
  publicTimetable: z.boolean(),
  /** An empty word is none. */
  labels: z.partialRecord(z.enum(LABELLED), line(40)),
  rateThreshold: z.number().min(0).max(1),
  absencesInARow: z.int().min(2).max(30),
  lockAfterDays: z.int().min(0).max(365).nullable(),
  ageOfMajority: z.int().min(14).max(25).nullable(),
  teachersPlanLessons: z.boolean(),
  /** Reasons to change, by their code, and to add; those that are not named stay. */
  reasons: z.array(absenceReason.extend({ label: line(60).min(1).optional() })).max(50),
}).partial()
export type SettingsChange = z.output<typeof settingsChange>

/** What a tenant has set for itself. */
export const settingsView = z.strictObject({
  name: z.string(),
  vocabulary: z.enum(VOCABULARIES),
  locale: z.enum(LOCALES),
  /** Not to be changed: the local days of every lesson are reckoned in it. */
  timeZone: z.string(),
  brandColour: z.string(),
  about: z.string(),
  publicTimetable: z.boolean(),
  labels: ownLabels,
  rateThreshold: z.number(),
  absencesInARow: z.int(),
  lockAfterDays: z.int().nullable(),
  ageOfMajority: z.int().nullable(),
  teachersPlanLessons: z.boolean(),
  reasons: z.array(absenceReason),
})
export type SettingsView = z.infer<typeof settingsView>

export const settingsPage = z.strictObject({ settings: settingsView })
export type SettingsPage = z.infer<typeof settingsPage>
