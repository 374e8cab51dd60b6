import { z } from 'zod'
import { nameWord } from './class-list'
import { id } from './ids'
import { phone, text } from './text'

const words = text(1_000)

/** What staff have to know of a child's health. */
export const medicalNote = z.strictObject({
  condition: words.min(1, 'say what it is'),
  /** What happens to the child. */
  reaction: words.default(''),
  whatToDo: words.default(''),
})
export type MedicalNote = z.output<typeof medicalNote>

export const newEmergencyContact = z.strictObject({
  name: nameWord.max(200).min(1, 'say who'),
  /** In the family's own words. */
  relation: text(100).default(''),
  phone,
  /** 1 is called first. */
  priority: z.int().min(1).max(20).default(1),
})
export type NewEmergencyContact = z.output<typeof newEmergencyContact>

const emergencyContact = z.strictObject({ id, name: z.string(), relation: z.string(), phone: z.string(), priority: z.int() })

/** Shown to staff who work with the child; kept by no cache. */
export const care = z.strictObject({
  medical: z.strictObject({ condition: z.string(), reaction: z.string(), whatToDo: z.string() }).nullable(),
  /** The one to call first at the top. */
  emergency: z.array(emergencyContact),
})
export type Care = z.infer<typeof care>

/** The children of one lesson of whom there is something to know. */
export const lessonCare = z.strictObject({ students: z.array(care.extend({ studentId: id, name: z.string() })) })
export type LessonCare = z.infer<typeof lessonCare>
