import { z } from 'zod'
import { SKILL_BETTER, SKILL_CATEGORIES, SKILL_UNITS } from '#shared/utils/skills'
import { id } from './ids'
import { pagedList, pagedQuery } from './paging'
import { text } from './text'

/** No control characters: names stand on one line. */
const ONE_LINE = /^\P{Cc}+$/u
const name = text(80).min(1, 'needs a name').regex(ONE_LINE, 'one line of words')
/** A level, or a value in a unit; six digits are enough for anything that is timed, measured or counted by a field. */
export const skillValue = z.number().min(0).max(1_000_000)

export const skillBand = z.strictObject({ name: text(40).min(1, 'needs a name').regex(ONE_LINE, 'one line of words'), from: skillValue })
const bands = z.array(skillBand).min(2).max(8)
/** One of the known five, or the school's own word. */
const category = text(40).min(1, 'needs a category').regex(ONE_LINE, 'one line of words')
export const skillMeasure = z.strictObject({ unit: z.enum(SKILL_UNITS), better: z.enum(SKILL_BETTER) })

const inOrder = (better: 'higher' | 'lower', list: { from: number }[]) =>
  list.every((band, i) => i === 0 || (better === 'lower' ? band.from < (list[i - 1]?.from ?? 0) : band.from > (list[i - 1]?.from ?? 0)))

/** Bands rise from 0 to at most 100; those of a measured skill go the way that is better, in its unit. */
export function bandsFault(list: { from: number }[], measure: { better: 'higher' | 'lower' } | null): string | null {
  if (!inOrder(measure?.better ?? 'higher', list)) return 'each band begins where one is better than in the band before'
  if (!measure && (list[0]?.from !== 0 || list.some(({ from }) => from > 100))) return 'the first band begins at 0, the last at 100 at most'
  return null
}

const fits = ({ bands, measure }: { bands: { from: number }[], measure?: { better: 'higher' | 'lower' } | null | undefined }, context: z.core.$RefinementCtx) => {
  const message = bandsFault(bands, measure ?? null)
  if (message) context.addIssue({ code: 'custom', path: ['bands'], message })
}

export const newSkill = z.strictObject({ name, category, bands, measure: skillMeasure.nullable().optional() }).superRefine(fits)
export type NewSkill = z.output<typeof newSkill>

/** What stays the same is left out. How a skill is measured stays for good: its history is in that unit. */
export const skillChange = z.strictObject({ name: name.optional(), category: category.optional(), bands: bands.optional(), archived: z.boolean().optional() })
  .refine(change => Object.keys(change).length > 0, 'says nothing')
export type SkillChange = z.output<typeof skillChange>

export const skill = z.strictObject({
  id,
  name: z.string(),
  category: z.string(),
  bands: z.array(skillBand),
  /** Null: judged, by a level of 0 to 100. */
  measure: skillMeasure.nullable(),
  archived: z.boolean(),
})
export type Skill = z.infer<typeof skill>

export const skillsQuery = z.strictObject({ ...pagedQuery, archived: z.enum(['true', 'false']).default('false') })
export const skillList = pagedList(skill)

const inThree = z.strictObject({ en: z.string(), uk: z.string(), ru: z.string() })
export const skillPresets = z.strictObject({
  data: z.array(z.strictObject({
    key: z.string(),
    name: inThree,
    skills: z.array(z.strictObject({
      key: z.string(), name: inThree, category: z.union([z.enum(SKILL_CATEGORIES), inThree]), measure: skillMeasure.nullable(),
      bands: z.array(z.strictObject({ name: inThree, from: skillValue })),
    })),
  })),
})
export type SkillPreset = z.infer<typeof skillPresets>['data'][number]

export const presetChoice = z.strictObject({ preset: z.string().max(40) })
export const presetTaken = z.strictObject({ added: z.int() })
