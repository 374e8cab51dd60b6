import { addDays, type LocalDate } from '#shared/utils/local-date'
import type { BulkTransaction } from '../../infra/db/bulk'
import type { CopyValue } from '../../infra/db/copy-line'
import { PEOPLE_DAY, phoneOf } from './families'
import { insertRows } from './insert-rows'
import { demoId, fraction, whole } from './random'
import type { DemoDay } from './demo-day'
import type { DemoSchool, Person } from './demo-school'

/** The rows of a school that stand still: a later filling leaves them to those who changed them since. */
export async function addPeople(tx: BulkTransaction, tenantId: string, day: DemoDay, passwordHash: string): Promise<Record<'branches' | 'groups' | 'users' | 'students', number>> {
  const { school, children, families } = day
  const { slug } = school.tenant
  const id = (...key: (string | number)[]) => demoId(PEOPLE_DAY, slug, ...key)
  const insert = (table: string, columns: string[], rows: CopyValue[][]) => insertRows(tx, tenantId, table, columns, rows)
  const since = day.terms[0]?.startsOn ?? day.today
  const guardians = families.flatMap(family => family.guardians)
  const staff = staffOf(school)
  const student = children[2]

  const branches = await insert('branches', ['id', 'name'], school.branches.map((name, i) => [branchId(slug, i), name]))
  const groups = await insert('groups', ['id', 'branchId', 'name'], school.groups.map((group, i) => [groupId(slug, i), branchId(slug, group.branch), group.name]))
  const signsIn = student ? [{ ...student, id: id('student user'), email: `student@${slug}.example`, phone: null, roles: ['student'] }] : []
  const users = [...staff, ...guardians.map(guardian => ({ ...guardian, roles: ['parent'] })), ...signsIn]
  const added = await insert('users', ['id', 'name', 'givenName', 'familyName', 'email', 'emailVerified', 'phone'],
    users.map(user => [user.id, nameOf(user), user.given, user.family, user.email, user.email !== null, user.phone]))
  await insert('user_roles', ['id', 'userId', 'role'], users.flatMap(user => user.roles.map(role => [id('role', user.id, role), user.id, role])))
  const manager = staff.find(user => user.roles.includes('manager'))
  await insert('user_branches', ['id', 'userId', 'branchId'],
    manager ? school.managed.map(branch => [id('manages', branch), manager.id, branchId(slug, branch)]) : [])
  await insert('accounts', ['id', 'userId', 'accountId', 'providerId', 'password'], users
    .filter(user => DEMO_ROLES.some(role => user.email === `${role}@${slug}.example`))
    .map(user => [id('account', user.id), user.id, user.id, 'credential', passwordHash]))
  const students = await insert('students', ['id', 'userId', 'name', 'givenName', 'familyName'],
    children.map(child => [child.id, child === student ? id('student user') : null, nameOf(child), child.given, child.family]))
  await insert('guardianships', ['id', 'userId', 'studentId', 'relation', 'priority', 'maySeeRecords', 'getsNotices', 'from'],
    families.flatMap(family => family.children.flatMap(child => family.guardians.map((guardian, i) => [
      id('guardianship', guardian.id, child.id), guardian.id, child.id, guardian.relation, i + 1,
      guardian.relation !== 'grandmother', guardian.relation !== 'grandmother', since]))))
  await insert('enrolments', ['id', 'groupId', 'studentId', 'from'], children.flatMap(child => child.groups.map(group =>
    [id('enrolment', child.id, group), groupId(slug, group), child.id, child.number < 3 ? since : joinedOn(slug, child.number, group, since, day.today)])))
  await insert('assignments', ['id', 'groupId', 'userId', 'role', 'from'], school.groups.flatMap((group, i) => [
    [id('leads', i), groupId(slug, i), teacherId(slug, group.lead), 'lead', since],
    ...group.assistant === undefined ? [] : [[id('assists', i), groupId(slug, i), teacherId(slug, group.assistant), 'assistant', since]]]))
  return { branches, groups, users: added, students }
}

export const DEMO_ROLES = ['admin', 'manager', 'teacher', 'parent', 'student'] as const

export const branchId = (slug: string, branch: number) => demoId(PEOPLE_DAY, slug, 'branch', branch)
export const groupId = (slug: string, group: number) => demoId(PEOPLE_DAY, slug, 'group', group)
export const teacherId = (slug: string, teacher: number) => demoId(PEOPLE_DAY, slug, 'teacher', teacher)

const nameOf = (person: Person) => `${person.given} ${person.family}`

function staffOf({ tenant: { slug }, staff }: DemoSchool) {
  const office = (['admin', 'manager'] as const).map((role, i) =>
    ({ ...staff[role], id: demoId(PEOPLE_DAY, slug, role), email: `${role}@${slug}.example`, phone: phoneOf(990 + i), roles: [role as string] }))
  return [...office, ...staff.teachers.map((teacher, i) =>
    ({ ...teacher, id: teacherId(slug, i), email: i === 0 ? `teacher@${slug}.example` : `teacher${i + 1}@${slug}.example`, phone: phoneOf(970 + i), roles: ['teacher'] }))]
}

/** Most have been there from the beginning, some came in the course of the year. */
function joinedOn(slug: string, child: number, group: number, since: LocalDate, today: LocalDate): LocalDate {
  if (fraction(slug, 'joined', child, group) >= 0.12) return since
  const date = addDays(since, whole(20, 320, slug, 'joined on', child, group))
  return date < today ? date : since
}
