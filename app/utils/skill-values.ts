import type { Skill } from '#shared/schemas/skills'
import { SKILL_CATEGORIES } from '#shared/utils/skills'
import * as m from '#messages'

type Measured = Pick<Skill, 'measure'>

/** A value of a skill with its unit: a level, `5.4 s`, `162 cm`. */
export const skillValue = (skill: Measured, value: number, number: (value: number, digits: number) => string) =>
  m.progress_in_unit({ unit: skill.measure?.unit ?? 'level', value: number(value, skill.measure?.unit === 'seconds' ? 2 : 0) })

/** What a category is called: one of ours in the reader's language, or the school's own word. */
export const categoryName = (category: string) => m.skills_category_name({ category })

/** The scale that the functions of shared/utils/skills.ts take. */
export const scaleOf = ({ bands, measure }: Pick<Skill, 'bands' | 'measure'>) => ({ bands, unit: measure?.unit ?? null, better: measure?.better ?? 'higher' as const })

/** Skills under their categories, in the order of the list. */
export function byCategory<T extends { category: string }>(skills: readonly T[]): { category: string, skills: T[] }[] {
  return [...new Set(skills.map(({ category }) => category))].map(category => ({ category, skills: skills.filter(skill => skill.category === category) }))
}

/** The categories that the product has words for. */
export const knownCategories: readonly string[] = SKILL_CATEGORIES
