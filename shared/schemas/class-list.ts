import { z } from 'zod'
import { relations } from '#shared/utils/relations'
import { id, localDate } from './ids'
import { pagedList, pagedQuery } from './paging'
import { text } from './text'

/** A word of a name, on one line. */
export const nameWord = text(100).regex(/^\P{Cc}+$/u, 'one line of words')

export const newStudent = z.strictObject({
  givenName: nameWord,
  familyName: nameWord,
  birthDate: localDate.nullable().optional(),
  groupId: id,
  /** The first day in the group; today where it is left out. */
  from: localDate.optional(),
})
export type NewStudent = z.output<typeof newStudent>

/** What is left out stays as it is. */
export const studentChange = z.strictObject({ givenName: nameWord.optional(), familyName: nameWord.optional(), birthDate: localDate.nullable().optional() })
export type StudentChange = z.output<typeof studentChange>

export const newEnrolment = z.strictObject({
  groupId: id,
  from: localDate.optional(),
  /** The group that the student moves out of: the last day there is the day before. */
  leaves: id.optional(),
})
export type NewEnrolment = z.output<typeof newEnrolment>

/** `to`: the last day. */
export const lastDay = z.strictObject({ to: localDate })

export const guardianRights = z.strictObject({
  relation: z.enum(relations).optional(),
  /** 1 is called first. */
  priority: z.int().min(1).max(20).optional(),
  maySeeRecords: z.boolean().optional(),
  getsNotices: z.boolean().optional(),
  mayCollect: z.boolean().optional(),
})
export type GuardianRights = z.output<typeof guardianRights>

export const newGuardianship = guardianRights.extend({ userId: id })
export type NewGuardianship = z.output<typeof newGuardianship>

/** `to`: the last day on which it holds; null begins it again. */
export const guardianshipChange = guardianRights.extend({
  to: localDate.nullable().optional(),
  /** The word of a student of age who has no sign-in to give it: whether this guardian keeps their access. */
  granted: z.boolean().optional(),
})
export type GuardianshipChange = z.output<typeof guardianshipChange>

export const made = z.strictObject({ id })
export const studentLeft = z.strictObject({ ended: z.boolean() })

const named = z.strictObject({ id, name: z.string() })

/** Everything of a student that the office keeps: for those who may change it. */
export const studentFile = z.strictObject({
  id,
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  birthDate: localDate.nullable(),
  ended: z.boolean(),
  photo: z.boolean(),
  /** Decides themselves which guardians keep access. */
  ofAge: z.boolean(),
  /** Has a sign-in to say so with; else the school writes down their word. */
  signsIn: z.boolean(),
  /** The latest first. */
  enrolments: z.array(z.strictObject({ id, group: named, from: localDate, to: localDate.nullable() })),
  guardians: z.array(z.strictObject({
    /** Of the guardianship. */
    id,
    user: named,
    relation: z.string(),
    priority: z.int(),
    maySeeRecords: z.boolean(),
    getsNotices: z.boolean(),
    mayCollect: z.boolean(),
    to: localDate.nullable(),
    /** Of a student of age: keeps their access. */
    granted: z.boolean(),
    /** Holds today. */
    holds: z.boolean(),
    signsIn: z.boolean(),
  })),
})
export type StudentFile = z.infer<typeof studentFile>

/** Students who left, with their last day, or where nobody wrote one the day on which they were ended. */
export const leftList = pagedList(z.strictObject({ id, name: z.string(), on: localDate }))
export type LeftList = z.infer<typeof leftList>

export const leftQuery = z.strictObject(pagedQuery)

/** What a manager chooses from when placing people. `state` is another one when somebody was added: a form that is sent twice names the same. */
export const officeChoices = z.strictObject({ branches: z.array(named), groups: z.array(named.extend({ branch: z.string() })), state: z.string() })
export type OfficeChoices = z.infer<typeof officeChoices>
