import { adultChange, newAdult } from '#shared/schemas/adults'
import { guardianshipChange, newEnrolment, newGuardianship, newStudent, studentChange } from '#shared/schemas/class-list'
import type { FormFields } from './define-form-handler'

const checked = (fields: FormFields, prefix: string) => Object.keys(fields).flatMap(name => name.startsWith(prefix) ? [name.slice(prefix.length)] : [])
const orNull = (value: string | undefined) => value?.trim() || null

/** The form of a new student. */
export const studentOf = ({ givenName, familyName, birthDate, groupId, from }: FormFields) =>
  parseBody(newStudent, { givenName, familyName, birthDate: orNull(birthDate), groupId, ...from ? { from } : {} })

/** The form of a new adult: a box for each role, one group, branch or child. */
export function adultOf(fields: FormFields) {
  const { givenName, familyName, email, phone, groupId, studentId, relation, branchId } = fields
  const roles = checked(fields, 'role-')
  return parseBody(newAdult, {
    givenName, familyName, email: orNull(email), phone: orNull(phone), roles,
    branchIds: roles.includes('manager') ? [...checked(fields, 'branch-'), ...branchId ? [branchId] : []] : [],
    groupIds: roles.includes('teacher') && groupId ? [groupId] : [],
    children: roles.includes('parent') && studentId ? [{ studentId, ...relation ? { relation } : {} }] : [],
    ...roles.includes('student') && studentId ? { studentId } : {},
  })
}

export const wordsOfStudent = ({ givenName, familyName, birthDate }: FormFields) =>
  parseBody(studentChange, { givenName, familyName, birthDate: orNull(birthDate) })

export const placeOf = ({ groupId, from, leaves }: FormFields) => parseBody(newEnrolment, { groupId, ...from ? { from } : {}, ...leaves ? { leaves } : {} })

const rightsOf = (fields: FormFields) => ({
  ...fields.relation ? { relation: fields.relation } : {}, ...fields.priority ? { priority: Number(fields.priority) } : {},
  maySeeRecords: 'maySeeRecords' in fields, getsNotices: 'getsNotices' in fields, mayCollect: 'mayCollect' in fields,
})
export const guardianOf = (fields: FormFields) => parseBody(newGuardianship, { userId: fields.userId, ...rightsOf(fields) })
export const rightsChange = (fields: FormFields) => parseBody(guardianshipChange, rightsOf(fields))

export const wordsOfAdult = ({ givenName, familyName, email, phone }: FormFields) =>
  parseBody(adultChange, { givenName, familyName, email: orNull(email), phone: orNull(phone) })
export const rightsOfAdult = (fields: FormFields) => {
  const roles = checked(fields, 'role-')
  return parseBody(adultChange, { roles, branchIds: roles.includes('manager') ? checked(fields, 'branch-') : [] })
}
