import { z } from 'zod'
import { id } from './ids'
import { skill, skillValue } from './skills'
import { text } from './text'

const note = text(300).transform(words => words || null).nullable().optional()

export const newAssessment = z.strictObject({ skillId: id, value: skillValue, note })
export type NewAssessment = z.output<typeof newAssessment>

export const groupAssessment = z.strictObject({
  skillId: id,
  assessments: z.array(z.strictObject({ studentId: id, value: skillValue, note })).min(1, 'says nothing of anybody').max(200),
})
export type GroupAssessment = z.output<typeof groupAssessment>

/** `value: null` takes the assessment back. */
export const correction = z.strictObject({ value: skillValue.nullable(), note })
export type Correction = z.output<typeof correction>

export const assessment = z.strictObject({
  id,
  studentId: id,
  skillId: id,
  value: z.number().nullable(),
  band: z.string().nullable(),
  note: z.string().nullable(),
  assessedAt: z.iso.datetime({ offset: true }),
  correctsId: id.nullable(),
})
export type Assessment = z.infer<typeof assessment>

const award = z.strictObject({ studentId: id, achievementId: id })
export const assessed = assessment.extend({ awarded: z.array(award) })
export const groupAssessed = z.strictObject({
  /** How many were assessed. */
  saved: z.int(),
  data: z.array(assessment),
  awarded: z.array(award),
})

export const assessQuery = z.strictObject({ skillId: id.optional() })
const named = z.strictObject({ id, name: z.string() })

/** One skill of a whole group: what the screen to assess it shows. */
export const assessScreen = z.strictObject({
  group: named.extend({ branch: named }),
  /** What can be assessed. */
  skills: z.array(skill),
  /** The one that is asked for, else none. */
  skill: skill.nullable(),
  /** Another one after each assessment or correction of it in this group; empty before the first. */
  state: z.string(),
  students: z.array(named.extend({
    latest: z.strictObject({ id, value: z.number(), band: z.string(), assessedAt: z.iso.datetime({ offset: true }) }).nullable(),
  })),
})
export type AssessScreen = z.infer<typeof assessScreen>
