import { z } from 'zod'
import { id, localDate } from './ids'
import { skill, skillValue } from './skills'

const instant = z.iso.datetime({ offset: true })
const level = z.number().min(0).max(100)
const named = z.strictObject({ id, name: z.string() })

const target = z.strictObject({ value: z.number(), dueOn: localDate, reached: z.boolean() })
/** What is said of a skill beside a student's value. */
const progressSkill = skill.omit({ archived: true })

/** Where the middle eight of ten children of a group stand, by average level; no value is a child's own. */
const range = z.strictObject({ low: level, median: level, high: level, students: z.int() })
export type LevelRange = z.infer<typeof range>

export const studentProgress = z.strictObject({
  student: named,
  data: z.array(z.strictObject({
    skill: progressSkill,
    value: z.number(),
    band: z.string(),
    /** 0 to 100, also where the value is in a unit. */
    level,
    /** The best ever, in the direction that is better. */
    best: z.number(),
    target: target.optional(),
    assessedAt: instant,
    /** The latest first, at most 24. */
    history: z.array(z.strictObject({ id, value: z.number(), at: instant, note: z.string().nullable() })),
  })),
  /** Targets for skills that were not assessed yet. */
  planned: z.array(z.strictObject({ skill: progressSkill, target })),
  summary: z.strictObject({ averageLevel: level.nullable(), totalSkills: z.int() }),
  categories: z.array(z.strictObject({ category: z.string(), level, skills: z.int() })),
  /** Against the groups of today with at least five children who were assessed. */
  comparison: z.strictObject({ groups: z.array(range.extend(named.shape)), refreshedAt: instant.nullable() }),
})
export type StudentProgress = z.infer<typeof studentProgress>

const average = z.strictObject({ averageLevel: level.nullable(), students: z.int() })

export const groupProgress = z.strictObject({
  group: named.extend({ branch: named }),
  skills: z.array(z.strictObject({
    ...named.shape,
    category: z.string(),
    averageLevel: level,
    /** How many of the group were assessed in it, by band from the lowest. */
    bands: z.array(z.strictObject({ name: z.string(), students: z.int() })),
    students: z.int(),
    lastAt: instant,
  })),
  students: z.array(named.extend({ averageLevel: level.nullable(), totalSkills: z.int() })),
  /** From the summary, as of `refreshedAt`. */
  comparison: z.strictObject({ group: average, branch: average, school: average, refreshedAt: instant.nullable() }),
})
export type GroupProgress = z.infer<typeof groupProgress>

export const targetParams = z.strictObject({ id, skillId: id })
export const newTarget = z.strictObject({ value: skillValue, dueOn: localDate })
export type NewTarget = z.output<typeof newTarget>
export const targetSet = z.strictObject({ studentId: id, skillId: id, value: z.number(), dueOn: localDate })
