import type { SkillPreset } from '#shared/schemas/skills'
import type { Locale } from '#shared/utils/locales'

/** The skills of a preset in one language, as columns of the catalogue. */
export const presetRows = (preset: SkillPreset, locale: Locale) => preset.skills.map(({ key, name, category, bands, measure }) => ({
  name: name[locale],
  category: typeof category === 'string' ? category : category[locale],
  bands: bands.map(band => ({ name: band.name[locale], from: band.from })),
  unit: measure?.unit ?? null,
  better: measure?.better ?? 'higher',
  presetKey: `${preset.key}.${key}`,
}))
