import { LABELLED } from '#shared/schemas/tenant'
import type { FormFields } from './define-form-handler'

const REASON = /^reason-([a-z][a-z0-9_]{0,31})-status$/

/** An empty field is no number, which the schema refuses. */
const number = (text: string | undefined) => text?.trim() ? Number(text.replace(',', '.')) : Number.NaN

/** One for each form of /settings: the fields that it has, as the API takes them. A box that is not ticked is not sent. */
const SECTIONS: Record<string, (fields: FormFields) => unknown> = {
  school: ({ name, about, locale, ...fields }) => ({ name, about: about?.replaceAll('\r\n', '\n'), locale, publicTimetable: fields.publicTimetable === 'on' }),
  look: ({ brandColour }) => ({ brandColour: brandColour?.trim() }),
  words: fields => ({ vocabulary: fields.vocabulary, labels: Object.fromEntries(LABELLED.map(noun => [noun, fields[`label-${noun}`] ?? ''])) }),
  rules: ({ ratePercent, absencesInARow, lockAfterDays, ageOfMajority, teachersPlanLessons }) => ({
    rateThreshold: number(ratePercent) / 100,
    absencesInARow: number(absencesInARow),
    lockAfterDays: lockAfterDays?.trim() ? number(lockAfterDays) : null,
    ageOfMajority: ageOfMajority?.trim() ? number(ageOfMajority) : null,
    teachersPlanLessons: teachersPlanLessons === 'on',
  }),
  reasons: fields => ({ reasons: [...reasonsOf(fields), ...newReason(fields)] }),
}

const reasonsOf = (fields: FormFields) => Object.entries(fields).flatMap(([name, status]) => {
  const code = REASON.exec(name)?.[1]
  if (!code) return []
  const label = fields[`reason-${code}-label`]?.trim()
  return [{ code, status, ...(label ? { label } : {}), ...(fields[`reason-${code}-offered`] === 'on' ? {} : { retired: true }) }]
})

/** A school names its reasons in words; nobody sees the code. */
function newReason(fields: FormFields) {
  const label = fields['new-label']?.trim()
  if (!label) return []
  const taken = new Set(Object.keys(fields).flatMap(name => REASON.exec(name)?.[1] ?? []))
  let number = 1
  while (taken.has(`own_${number}`)) number++
  return [{ code: `own_${number}`, status: fields['new-status'], label }]
}

/** What a form of /settings asks for; null for a section that there is not. */
export const settingsOfForm = (fields: FormFields): unknown => SECTIONS[fields.section ?? '']?.(fields) ?? null

/** What stands in it again when it came back. */
export const keptOfSettings = (fields: FormFields): string[] => Object.keys(fields).filter(name => name !== 'about').slice(0, 30)
