import type { SkillPreset } from '#shared/schemas/skills'

type PresetSkill = SkillPreset['skills'][number]

export const inThree = (en: string, uk: string, ru: string) => ({ en, uk, ru })

const LEVELS = [
  { name: inThree('Beginning', 'Початок', 'Начало'), from: 0 },
  { name: inThree('Developing', 'Розвиток', 'Развитие'), from: 40 },
  { name: inThree('Confident', 'Упевнено', 'Уверенно'), from: 60 },
  { name: inThree('Excellent', 'Відмінно', 'Отлично'), from: 80 },
]

/** A skill that is judged, by four bands of 0 to 100. */
export const judged = (category: PresetSkill['category'], key: string, en: string, uk: string, ru: string): PresetSkill =>
  ({ key, name: inThree(en, uk, ru), category, measure: null, bands: LEVELS })

/** A skill that is measured: where each of the four bands begins, in the unit. */
export const measured = (
  category: PresetSkill['category'], key: string, name: PresetSkill['name'], measure: NonNullable<PresetSkill['measure']>, from: [number, number, number, number],
): PresetSkill => ({ key, name, category, measure, bands: LEVELS.map((band, i) => ({ name: band.name, from: from[i] ?? 0 })) })
