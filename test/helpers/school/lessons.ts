import { aUser, type Person } from './people'
import { aStudent, type AStudent } from './students'
import { insert } from './rows'
import { localDay } from './local-day'
import { serial } from './names'
import type { Tenant } from '../../../server/domain/context'

export interface ABranch { id: string, name: string }
export interface AGroup { id: string, name: string, branchId: string }
export interface ALesson {
  id: string
  groupId: string
  branchId: string
  date: string
  startTime: string
  endTime: string
  students: AStudent[]
}

export async function aBranch(tenant: Tenant, { name = `Branch ${serial()}` } = {}): Promise<ABranch> {
  return insert('branches', { tenantId: tenant.id, name })
}

export interface GroupOptions {
  name?: string
  branch?: { id: string }
  kind?: 'class' | 'registration'
  teacher?: { id: string }
}

/** A group in a branch of its own unless one is given, with its lead teacher. */
export async function aGroup(tenant: Tenant, options: GroupOptions = {}): Promise<AGroup> {
  const { name = `Group ${serial()}`, kind, teacher } = options
  const branch = options.branch ?? await aBranch(tenant)
  const group = await insert<AGroup>('groups', { tenantId: tenant.id, branchId: branch.id, name, kind })
  if (teacher) await anAssignment(tenant, teacher, group)
  return group
}

/** Makes `teacher` one of the group's, since ninety days. */
export async function anAssignment(tenant: Tenant, teacher: { id: string }, group: { id: string }, { from, to, role = 'lead' }: { from?: string, to?: string | null, role?: 'lead' | 'assistant' } = {}) {
  return insert<{ id: string }>('assignments', {
    tenantId: tenant.id, groupId: group.id, userId: teacher.id, role, from: from ?? localDay(tenant.timeZone, -90), to,
  })
}

export async function aTerm(tenant: Tenant, { name = `Term ${serial()}`, startsOn = localDay(tenant.timeZone, -60), endsOn = localDay(tenant.timeZone, 60) } = {}) {
  return insert<{ id: string, name: string, startsOn: string, endsOn: string }>('terms', { tenantId: tenant.id, name, startsOn, endsOn })
}

export interface LessonOptions {
  /** How many new students are enrolled, or which ones are in the group already. */
  students?: number | AStudent[]
  group?: AGroup
  teacher?: Person
  substitute?: { id: string }
  date?: string
  startTime?: string
  endTime?: string
  place?: string
  kind?: 'lesson' | 'training' | 'match' | 'tournament' | 'registration'
  status?: 'scheduled' | 'cancelled' | 'moved'
}

/** A lesson of today with its group, its teacher and as many students as it shall have. */
export async function aLesson(tenant: Tenant, options: LessonOptions = {}) {
  const { students = 0, substitute, startTime = '09:00', endTime = '10:00', place, kind, status } = options
  const teacher = options.teacher ?? await aUser(tenant, 'teacher')
  const group = options.group ?? await aGroup(tenant, { teacher })
  const roster = typeof students === 'number'
    ? await Promise.all(Array.from({ length: students }, () => aStudent(tenant, { group })))
    : students
  const row = await insert<Omit<ALesson, 'students'>>('lessons', {
    tenantId: tenant.id, groupId: group.id, branchId: group.branchId, date: options.date ?? localDay(tenant.timeZone),
    startTime, endTime, place, kind, status, substituteId: substitute?.id,
  })
  return { teacher, group, lesson: { ...row, students: roster } }
}
