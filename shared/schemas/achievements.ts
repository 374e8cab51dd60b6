import { z } from 'zod'
import { ACHIEVEMENT_KINDS } from '#shared/utils/skills'
import { id } from './ids'
import { pagedList, pagedQuery } from './paging'
import { text } from './text'

const name = text(80).min(1, 'needs a name').regex(/^\P{Cc}+$/u, 'one line of words')
const count = z.int().min(1).max(100_000)

/** `band`: which of the skill's bands, from 0. `count`: lessons, or points. */
export const newAchievement = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('skill_band'), name, skillId: id, band: z.int().min(0).max(7) }),
  z.strictObject({ kind: z.literal('lessons_in_a_row'), name, count }),
  z.strictObject({ kind: z.literal('points'), name, count }),
])
export type NewAchievement = z.output<typeof newAchievement>

/** A rule stays as it is, since it has been awarded by it; another rule is another achievement. */
export const achievementChange = z.strictObject({ name: name.optional(), archived: z.boolean().optional() })
  .refine(change => Object.keys(change).length > 0, 'says nothing')
export type AchievementChange = z.output<typeof achievementChange>

const rule = {
  id,
  name: z.string(),
  kind: z.enum(ACHIEVEMENT_KINDS),
  skill: z.strictObject({ id, name: z.string(), band: z.string() }).nullable(),
  count: z.int().nullable(),
}

export const achievement = z.strictObject({ ...rule, archived: z.boolean(), /** How many students have it. */ awards: z.int() })
export type Achievement = z.infer<typeof achievement>
export const achievementList = pagedList(achievement)
export const achievementsQuery = z.strictObject({ ...pagedQuery })

export const studentAchievements = z.strictObject({
  data: z.array(z.strictObject({
    ...rule,
    awardedAt: z.iso.datetime({ offset: true }).nullable(),
    /** `way`: how far it is, a fraction of 1. */
    progress: z.strictObject({ current: z.number().nullable(), goal: z.number(), way: z.number().min(0).max(1) }),
  })),
  /** Lessons attended and bands reached together; null where no rule counts them. */
  points: z.int().nullable(),
})
export type StudentAchievements = z.infer<typeof studentAchievements>
