import { z } from 'zod'
import { guardianRights, nameWord } from './class-list'
import { id, localDate } from './ids'
import { email, phone } from './text'
import { ROLES } from './tenant'

/** What a school may give; `operator` belongs to no school. */
export const givenRoles = ['admin', 'manager', 'editor', 'teacher', 'parent', 'student'] as const
const roles = z.array(z.enum(givenRoles)).min(1).max(givenRoles.length)

export const newAssignment = z.strictObject({ userId: id, role: z.enum(['lead', 'assistant']).default('lead'), from: localDate.optional() })
export type NewAssignment = z.output<typeof newAssignment>

export const newAdult = z.strictObject({
  givenName: nameWord,
  familyName: nameWord,
  email: email.nullable().optional(),
  phone: phone.nullable().optional(),
  roles,
  /** Those that a manager answers for. */
  branchIds: z.array(id).max(200).default([]),
  /** Of a teacher: the groups from today on. */
  groupIds: z.array(id).max(100).default([]),
  /** Of a parent: the children from today on. */
  children: z.array(guardianRights.extend({ studentId: id })).max(20).default([]),
  /** Of a student old enough to sign in: the record that is theirs. */
  studentId: id.optional(),
})
export type NewAdult = z.output<typeof newAdult>

export const adultChange = z.strictObject({
  givenName: nameWord.optional(),
  familyName: nameWord.optional(),
  email: email.nullable().optional(),
  phone: phone.nullable().optional(),
  roles: roles.optional(),
  branchIds: z.array(id).max(200).optional(),
})
export type AdultChange = z.output<typeof adultChange>

const named = z.strictObject({ id, name: z.string() })

const assignment = z.strictObject({ id, role: z.enum(['lead', 'assistant']), from: localDate, to: localDate.nullable() })

export const adult = z.strictObject({
  id,
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  branches: z.array(named),
  /** Whether the viewer may change the person. */
  changeable: z.boolean(),
  /** Has set a password. */
  hasPassword: z.boolean(),
  /** Of today and later. */
  assignments: z.array(assignment.extend({ group: named })),
  children: z.array(named),
})
export type Adult = z.infer<typeof adult>

export const groupTeachers = z.strictObject({
  /** Whether the viewer may give the group teachers and take them. */
  changeable: z.boolean(),
  /** Of today and later. */
  data: z.array(assignment.extend({ user: named })),
  /** Whom the viewer may choose from. */
  others: z.array(named),
})
export type GroupTeachers = z.infer<typeof groupTeachers>
