import { beforeAll, describe, expect, it } from 'vitest'
import { absenceListQuery } from '../../../shared/schemas/absences'
import { absenceChoices } from '../../../server/domain/attendance/absence-choices'
import { behaviourTrend } from '../../../server/domain/attendance/behaviour-trend'
import { attendanceStats } from '../../../server/domain/attendance/attendance-stats'
import { dashboardStats } from '../../../server/domain/attendance/dashboard-stats'
import { dayAttendance } from '../../../server/domain/attendance/day-attendance'
import { groupMonth, groupWeek } from '../../../server/domain/attendance/group-week'
import { listAbsences } from '../../../server/domain/attendance/list-absences'
import { listAlerts } from '../../../server/domain/attendance/list-alerts'
import { listAway } from '../../../server/domain/attendance/list-away'
import { listOpenRegisters } from '../../../server/domain/attendance/list-open-registers'
import { readChild } from '../../../server/domain/attendance/read-child'
import { readHome } from '../../../server/domain/attendance/read-home'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { showToday } from '../../../server/domain/attendance/show-today'
import { studentAttendance } from '../../../server/domain/attendance/student-attendance'
import { listAudit } from '../../../server/domain/audit/list-audit'
import { listFeedback } from '../../../server/domain/feedback/list-feedback'
import { listPublicFeedback } from '../../../server/domain/feedback/list-public-feedback'
import { listGroups } from '../../../server/domain/lessons/list-groups'
import { listLessons } from '../../../server/domain/lessons/list-lessons'
import { showPublicWeek } from '../../../server/domain/lessons/show-public-week'
import { describeMe } from '../../../server/domain/people/describe-me'
import { describeStudent } from '../../../server/domain/people/describe-student'
import { listGroupContacts } from '../../../server/domain/people/list-group-contacts'
import { listStudents } from '../../../server/domain/people/list-students'
import { listUsers } from '../../../server/domain/people/list-users'
import { loadViewer } from '../../../server/domain/people/load-viewer'
import { plansOf } from '../../helpers/plans'
import { manyMarks } from '../../helpers/school/many-marks'
import type { Person } from '../../helpers/school/people'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

// The tables that grow with the years; a whole one is never read for one screen.
const BIG = ['marks', 'lessons', 'students', 'enrolments', 'guardianships', 'users', 'absence_notices', 'audit_entries', 'feedback', 'taken_alerts']
const GROUPS = 8, EACH = 20, DAYS = 125
const page = { page: 1, limit: 50 }

let admin: Person, manager: Person, teacher: Person, parent: Person
let group = '', child = '', lesson = '', missed = ''

beforeAll(async () => {
  await manyMarks(riverside, { groups: 60, studentsPerGroup: 20, days: 146, lessonsPerDay: 2, oldGroups: 240 })
  await manyMarks(arsenal, { groups: GROUPS, studentsPerGroup: EACH, days: DAYS })
  const [seat] = await rows<{ group: string, child: string, branch: string }>(`
    select e."groupId" as group, e."studentId" as child, g."branchId" as branch
    from enrolments e join groups g on g.id = e."groupId" where e."tenantId" = $1 order by e.id limit 1`, [arsenal.tenant.id])
  if (!seat) throw new Error('nobody is enrolled')
  group = seat.group
  child = seat.child
  admin = await arsenal.aUser('admin')
  manager = await arsenal.aUser('manager', { branches: [{ id: seat.branch }] })
  teacher = await arsenal.aUser('teacher')
  parent = await arsenal.aUser('parent')
  await arsenal.anAssignment(teacher, { id: group })
  await arsenal.aGuardianship(parent, { id: child })
  await rows(`insert into audit_entries ("tenantId", at, "actorId", action, subject, "subjectId")
    select l."tenantId", now() - n * interval '1 minute', actor.id, 'register.taken', 'lesson', l.id
    from (select *, row_number() over (partition by "tenantId" order by id) as n from lessons) l
    join lateral (select id from users u where u."tenantId" = l."tenantId" order by id limit 1) actor on true where n <= 20000`)
  await rows(`insert into audit_entries ("tenantId", at, "actorId", action) values ($1, now() - interval '1 year', $2, 'import.confirmed')`,
    [arsenal.tenant.id, manager.id])
  const [own] = await rows<{ id: string }>('select id from lessons where "groupId" = $1 and date = $2', [group, arsenal.day()])
  const [untaken] = await rows<{ id: string }>(`update lessons set "takenAt" = null where "groupId" = $1 and date = $2 returning id`, [group, arsenal.day(-3)])
  if (!own || !untaken) throw new Error('the group has no lessons')
  lesson = own.id
  missed = untaken.id
  await rows(`insert into feedback ("tenantId", "studentId", visibility, text, "writtenBy")
    select s."tenantId", s.id, (case n % 3 when 0 then 'private' else 'public' end)::feedback_visibility, 'Some words ' || n, author.id
    from students s cross join generate_series(1, 20) n
    join lateral (select id from users u where u."tenantId" = s."tenantId" order by id limit 1) author on true`)
  await rows(`insert into taken_alerts ("tenantId", "studentId", "takenBy", until, "knownDate", "knownTime")
    select s."tenantId", s.id, author.id, $1, $2, '08:00' from students s
    join lateral (select id from users u where u."tenantId" = s."tenantId" order by id limit 1) author on true where s.id::text < '2' or right(s.id::text, 1) = '7'`,
  [arsenal.day(3), arsenal.day(-2)])
  await rows('analyze')
}, 120_000)

interface Screen {
  /** How many statements it may take. */
  statements?: number
  /** How many rows its scans may look at: bounded by what the screen is about, never by what the shard holds. */
  rowsRead: number
  show: () => Promise<unknown>
}

// What a group, and what the whole tenant, has had since its marks began; a few looks at each are fine.
const OF_A_GROUP = 4 * EACH * DAYS
const OF_THE_TENANT = 3 * GROUPS * EACH * DAYS
const month = () => ({ from: arsenal.day(-27), to: arsenal.day() })

const SCREENS: Record<string, Screen> = {
  'the viewer of a request': { rowsRead: 20, show: () => loadViewer(arsenal.tenant, teacher.token) },
  'who I am, for a parent': { rowsRead: 20, show: () => describeMe(parent.context) },
  'home, for a parent': { rowsRead: 2_000, show: () => readHome(parent.context) },
  'a child, for a parent': { rowsRead: 3_000, show: () => readChild(parent.context, child) },
  'absences to report, for a parent': { statements: 2, rowsRead: 1_000, show: () => absenceChoices(parent.context) },
  'absence notices, for a parent': { rowsRead: 1_000, show: () => listAbsences(parent.context, absenceListQuery.parse({})) },
  'absence notices, for a teacher': { rowsRead: OF_A_GROUP, show: () => listAbsences(teacher.context, absenceListQuery.parse({})) },
  'today, for a teacher': { rowsRead: OF_A_GROUP, show: () => showToday(teacher.context) },
  'lessons of today, for a manager': { rowsRead: OF_THE_TENANT, show: () => showToday(manager.context) },
  'a register, for a teacher': { rowsRead: 1_000, show: () => readRegister(teacher.context, lesson) },
  'a register, for a manager': { rowsRead: 1_000, show: () => readRegister(manager.context, lesson) },
  'a register of an earlier day, for an admin': { rowsRead: 1_000, show: () => readRegister(admin.context, missed) },
  'lessons of a day, for a teacher': { rowsRead: 500, show: () => listLessons(teacher.context, page) },
  'lessons of a month, for a parent': { rowsRead: 2_000, show: () => listLessons(parent.context, { ...page, ...month() }) },
  'lessons of a month, for an admin': { rowsRead: 2_000, show: () => listLessons(admin.context, { ...page, ...month() }) },
  'a group\'s lessons, for a manager': { rowsRead: 1_000, show: () => listLessons(manager.context, { ...page, ...month(), groupId: group }) },
  'groups, for a teacher': { rowsRead: 1_000, show: () => listGroups(teacher.context, { ...page, kind: 'class' }) },
  'groups, for an admin': { rowsRead: 2_000, show: () => listGroups(admin.context, { ...page, kind: 'class' }) },
  'people, for an admin': { rowsRead: 2_000, show: () => listUsers(admin.context, page) },
  'people, for a manager': { rowsRead: 3_000, show: () => listUsers(manager.context, page) },
  'teachers, for an admin': { rowsRead: 2_000, show: () => listUsers(admin.context, { ...page, role: 'teacher' }) },
  'people found by name': { rowsRead: 2_000, show: () => listUsers(admin.context, { ...page, search: 'person 77' }) },
  'the audit': { rowsRead: 500, show: () => listAudit(admin.context, { limit: 50 }) },
  'what was done to one thing': { rowsRead: 100, show: () => listAudit(admin.context, { limit: 50, subjectId: lesson }) },
  'what one person did': { rowsRead: 100, show: () => listAudit(admin.context, { limit: 50, actorId: manager.id }) },
  'what was done of one kind': { rowsRead: 100, show: () => listAudit(admin.context, { limit: 50, action: 'import.confirmed' }) },
  'what was done to one kind of thing': { rowsRead: 100, show: () => listAudit(admin.context, { limit: 50, action: 'import' }) },
  'a child\'s marks, for a parent': { rowsRead: 2_000, show: () => studentAttendance(parent.context, child, page) },
  'a student\'s marks': { rowsRead: 2_000, show: () => studentAttendance(teacher.context, child, page) },
  'a student': { statements: 2, rowsRead: 1_000, show: () => describeStudent(teacher.context, child) },
  'behaviour of a student, for a teacher': { rowsRead: 1_000, show: () => behaviourTrend(teacher.context, child) },
  'feedback, for a parent': { rowsRead: 100, show: () => listPublicFeedback(parent.context, child, page) },
  'feedback, for a teacher': { rowsRead: 500, show: () => listFeedback(teacher.context, child, page) },
  'a group\'s month, for a teacher': { rowsRead: OF_A_GROUP, show: () => groupMonth(teacher.context, group) },
  'a group\'s contacts, for a teacher': { rowsRead: 1_000, show: () => listGroupContacts(teacher.context, group) },
  'a group\'s week, for a teacher': { rowsRead: OF_A_GROUP, show: () => groupWeek(teacher.context, group) },
  'students, for a teacher': { rowsRead: OF_A_GROUP, show: () => listStudents(teacher.context, page) },
  'students found by name': { rowsRead: 4_000, show: () => listStudents(admin.context, { ...page, search: 'прізвище77' }) },
  'today, for a manager': { rowsRead: OF_THE_TENANT, show: () => dayAttendance(manager.context) },
  'the figures of today, for an admin': { rowsRead: OF_THE_TENANT, show: () => dashboardStats(admin.context) },
  'rates by group, for an admin': { rowsRead: OF_THE_TENANT, show: () => attendanceStats(admin.context, { by: 'group' }) },
  'alerts, for an admin': { rowsRead: OF_THE_TENANT, show: () => listAlerts(admin.context, page) },
  'alerts, for a manager': { rowsRead: 2 * OF_A_GROUP, show: () => listAlerts(manager.context, page) },
  'alerts, for a teacher': { rowsRead: OF_A_GROUP, show: () => listAlerts(teacher.context, page) },
  'who is away, for an admin': { rowsRead: OF_THE_TENANT, show: () => listAway(admin.context, page) },
  'open registers, for an admin': { rowsRead: OF_THE_TENANT, show: () => listOpenRegisters(admin.context, page) },
  'the public week': { statements: 2, rowsRead: 1_000, show: () => showPublicWeek(arsenal.context, {}) },
}

describe('with 200,000 marks, as the application\'s role', () => {
  it('there are as many', async () => {
    const [found] = await rows<{ marks: number }>('select count(*)::int as marks from marks')
    expect(found?.marks).toBeGreaterThan(195_000)
  })

  it.each(Object.entries(SCREENS))('%s reads through indexes, in few statements', async (_, { statements = 1, rowsRead, show }) => {
    const plans = await plansOf(show)
    expect(plans.length).toBeGreaterThan(0)
    expect(plans.length).toBeLessThanOrEqual(statements)
    for (const plan of plans) {
      expect(plan.scanned.filter(table => BIG.includes(table)), plan.text).toEqual([])
      expect(plan.rowsRead, plan.text).toBeLessThanOrEqual(rowsRead)
    }
  })
})
