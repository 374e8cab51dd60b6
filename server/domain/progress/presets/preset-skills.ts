import type { Locale } from '#shared/utils/locales'
import { presetRows } from './preset-rows'
import { SKILL_PRESETS } from './presets'

/** The skills of a preset in one language, as columns of the catalogue; none for a preset that there is not. */
export function presetSkills(key: string, locale: Locale) {
  const preset = SKILL_PRESETS.find(one => one.key === key)
  return preset ? presetRows(preset, locale) : []
}
