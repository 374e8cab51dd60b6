import type { SettingsChange, SettingsView } from '#shared/schemas/settings'
import { LABELLED } from '#shared/schemas/tenant'
import { type FieldError, invalid } from '../errors'

const MOST_REASONS = 50

/**
 * The settings after a change. Pure, so that it can be done again on what another admin has saved meanwhile.
 * @throws DomainError `invalid` for a reason that would say something else of the marks that name it
 */
export function mergeSettings(before: SettingsView, { labels, reasons, ...change }: SettingsChange): SettingsView {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  return {
    ...before, ...given,
    ...(labels ? { labels: mergeLabels(before.labels, labels) } : {}),
    ...(reasons ? { reasons: mergeReasons(before.reasons, reasons) } : {}),
  }
}

function mergeLabels(before: SettingsView['labels'], given: NonNullable<SettingsChange['labels']>): SettingsView['labels'] {
  return Object.fromEntries(LABELLED.flatMap((noun) => {
    const label = given[noun] ?? before[noun]
    return label ? [[noun, label]] : []
  }))
}

function mergeReasons(before: SettingsView['reasons'], given: NonNullable<SettingsChange['reasons']>): SettingsView['reasons'] {
  const faults: FieldError[] = given.flatMap(({ code, status }, i) => {
    if (given.findIndex(other => other.code === code) < i) return [{ path: `reasons.${i}.code`, code: 'duplicate', message: 'This code is in the list twice.' }]
    const known = before.find(reason => reason.code === code)
    // Marks that name it stand under its status.
    return known && known.status !== status ? [{ path: `reasons.${i}.status`, code: 'in_use', message: 'A reason stays under its status; retire it and add another.' }] : []
  })
  const added = given.filter(({ code }) => !before.some(reason => reason.code === code))
  if (before.length + added.length > MOST_REASONS) faults.push({ path: 'reasons', code: 'too_many', message: `At most ${MOST_REASONS} reasons.` })
  if (faults.length > 0) throw invalid(faults)
  return [...before.map(reason => given.find(({ code }) => code === reason.code) ?? reason), ...added]
}
