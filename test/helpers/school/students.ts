import { insert } from './rows'
import { localDay } from './local-day'
import { someName } from './names'
import type { Person } from './people'
import type { Tenant } from '../../../server/domain/context'

export interface AStudent { id: string, name: string, givenName: string, familyName: string }

export interface StudentOptions {
  name?: string
  sourcedId?: string
  trial?: boolean
  /** Enrolled there, from `from` to `to`. */
  group?: { id: string }
  from?: string
  to?: string | null
}

/** The record of a child; enrolled since ninety days where a group is given. */
export async function aStudent(tenant: Tenant, options: StudentOptions = {}): Promise<AStudent> {
  const { group, from, to, name, sourcedId, trial } = options
  const words = name ? { name, givenName: name.split(' ')[0], familyName: name.split(' ').slice(1).join(' ') } : someName()
  const student = await insert<AStudent>('students', { tenantId: tenant.id, ...words, sourcedId, trial })
  if (group) await anEnrolment(tenant, student, group, { from, to })
  return student
}

/** A place in a group. */
export async function anEnrolment(tenant: Tenant, student: { id: string }, group: { id: string }, { from, to }: { from?: string, to?: string | null } = {}) {
  return insert<{ id: string }>('enrolments', {
    tenantId: tenant.id, groupId: group.id, studentId: student.id, from: from ?? localDay(tenant.timeZone, -90), to,
  })
}

export interface GuardianshipOptions {
  relation?: string
  priority?: number
  maySeeRecords?: boolean
  getsNotices?: boolean
  mayCollect?: boolean
  from?: string
  to?: string | null
}

/** Makes `parent` answer for `student`, since a year, with every right. */
export async function aGuardianship(tenant: Tenant, parent: Person, student: { id: string }, options: GuardianshipOptions = {}) {
  return insert<{ id: string }>('guardianships', {
    from: localDay(tenant.timeZone, -365), ...options, tenantId: tenant.id, userId: parent.id, studentId: student.id,
  })
}
