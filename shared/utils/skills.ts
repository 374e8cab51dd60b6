/** The categories that the product knows words for; a school may write its own. */
export const SKILL_CATEGORIES = ['technical', 'physical', 'tactical', 'mental', 'social'] as const
/** Of a school, those that were put away not among them. */
export const MOST_SKILLS = 100
export const SKILL_UNITS = ['seconds', 'centimetres', 'count'] as const
export type SkillUnit = typeof SKILL_UNITS[number]
export const SKILL_BETTER = ['higher', 'lower'] as const
export const ACHIEVEMENT_KINDS = ['skill_band', 'lessons_in_a_row', 'points'] as const
export type AchievementKind = typeof ACHIEVEMENT_KINDS[number]

/** What a band of a skill brings towards a badge, and a lesson attended. */
export const POINTS = { band: 10, lesson: 1 } as const

/** `from` is where it begins: a level of 0 to 100, or a value in the unit of a measured skill. */
export interface Band { name: string, from: number }

/** What the value of a skill means. */
export interface Scale {
  /** The lowest first. */
  bands: readonly Band[]
  better: 'higher' | 'lower'
  /** Null: judged, by a level of 0 to 100. */
  unit: SkillUnit | null
}

/** Whether a value is as good as another, or better. */
export const reaches = ({ better }: Pick<Scale, 'better'>, value: number, goal: number) => better === 'lower' ? value <= goal : value >= goal

/** The number of the band that a value lies in; what is worse than all of them counts to the first. */
export function bandNumber(scale: Scale, value: number): number {
  return Math.max(0, scale.bands.findLastIndex(({ from }) => reaches(scale, value, from)))
}

/** The band that a value lies in. */
export const bandOf = (scale: Scale, value: number): string => scale.bands[bandNumber(scale, value)]?.name ?? ''

const clamped = (value: number) => Math.min(100, Math.max(0, value))

/**
 * What a value comes to between 0 and 100, so that skills can be compared. A level is itself. A measured value lies
 * within its band as the level lies within an equal share of the hundred; the last band is taken to be as wide as the
 * one before it.
 */
export function levelOf(scale: Scale, value: number): number {
  if (scale.unit === null) return clamped(value)
  const { bands } = scale
  const share = 100 / bands.length
  const number = bandNumber(scale, value)
  const [start, next, before] = [bands[number], bands[number + 1], bands[number - 1]]
  if (!start) return 0
  const width = next ? next.from - start.from : before ? start.from - before.from : 0
  const within = width === 0 ? 0 : (value - start.from) / width
  return clamped((number + Math.min(1, Math.max(0, within))) * share)
}

/** A value that stands for a band where one is tapped: its middle. Of judged skills only. */
export function middleOf({ bands }: Pick<Scale, 'bands'>, number: number): number {
  const from = bands[number]?.from ?? 0
  return Math.round((from + (bands[number + 1]?.from ?? 100)) / 2)
}

/** How far a value is on its way to a goal, a fraction of 1. */
export function wayTo({ better }: Pick<Scale, 'better'>, value: number | null, goal: number): number {
  if (value === null) return 0
  if (reaches({ better }, value, goal)) return 1
  const [part, whole] = better === 'lower' ? [goal, value] : [value, goal]
  return whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0
}
