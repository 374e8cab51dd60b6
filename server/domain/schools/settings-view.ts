import type { SettingsView } from '#shared/schemas/settings'
import type { Tenant } from '../context'

/** What a tenant has set for itself, as its admin sees it. */
export function settingsView({ name, vocabulary, locale, timeZone, brandColour, about, settings }: Omit<Tenant, 'id'>): SettingsView {
  const { publicTimetable, labels, rateThreshold, absencesInARow, lockAfterDays, ageOfMajority, teachersPlanLessons, reasons } = settings
  return {
    name, vocabulary, locale, timeZone, brandColour, about,
    publicTimetable, labels, rateThreshold, absencesInARow, lockAfterDays, ageOfMajority, teachersPlanLessons, reasons,
  }
}
