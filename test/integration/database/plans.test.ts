import { beforeAll, describe, expect, it } from 'vitest'
import { absenceListQuery } from '../../../shared/schemas/absences'
import { absenceChoices } from '../../../server/domain/attendance/absence-choices'
import { attendanceStats } from '../../../server/domain/attendance/attendance-stats'
import { dashboardStats } from '../../../server/domain/attendance/dashboard-stats'
import { dayAttendance } from '../../../server/domain/attendance/day-attendance'
import { groupWeek } from '../../../server/domain/attendance/group-week'
import { listAbsences } from '../../../server/domain/attendance/list-absences'
import { listAlerts } from '../../../server/domain/attendance/list-alerts'
import { listAway } from '../../../server/domain/attendance/list-away'
import { listOpenRegisters } from '../../../server/domain/attendance/list-open-registers'
import { readChild } from '../../../server/domain/attendance/read-child'
import { readHome } from '../../../server/domain/attendance/read-home'
import { studentAttendance } from '../../../server/domain/attendance/student-attendance'
import { showPublicWeek } from '../../../server/domain/lessons/show-public-week'
import { describeMe } from '../../../server/domain/people/describe-me'
import { describeStudent } from '../../../server/domain/people/describe-student'
import { listStudents } from '../../../server/domain/people/list-students'
import { loadViewer } from '../../../server/domain/people/load-viewer'
import { plansOf } from '../../helpers/plans'
import { manyMarks } from '../../helpers/school/many-marks'
import type { Person } from '../../helpers/school/people'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

// The tables that grow with the years; a whole one is never read for one screen.
const BIG = ['marks', 'lessons', 'students', 'enrolments', 'guardianships', 'users', 'absence_notices']
const GROUPS = 8, EACH = 20, DAYS = 125
const page = { page: 1, limit: 50 }

let admin: Person, manager: Person, teacher: Person, parent: Person
let group = '', child = ''

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

const SCREENS: Record<string, Screen> = {
  'the viewer of a request': { rowsRead: 20, show: () => loadViewer(arsenal.tenant, teacher.context.viewer.sessionId) },
  'who I am, for a parent': { rowsRead: 20, show: () => describeMe(parent.context) },
  'home, for a parent': { rowsRead: 2_000, show: () => readHome(parent.context) },
  'a child, for a parent': { rowsRead: 3_000, show: () => readChild(parent.context, child) },
  'absences to report, for a parent': { statements: 2, rowsRead: 1_000, show: () => absenceChoices(parent.context) },
  'absence notices, for a parent': { rowsRead: 1_000, show: () => listAbsences(parent.context, absenceListQuery.parse({})) },
  'absence notices, for a teacher': { rowsRead: OF_A_GROUP, show: () => listAbsences(teacher.context, absenceListQuery.parse({})) },
  'a student\'s marks': { rowsRead: 2_000, show: () => studentAttendance(teacher.context, child, page) },
  'a student': { statements: 2, rowsRead: 1_000, show: () => describeStudent(teacher.context, child) },
  'a group\'s week, for a teacher': { rowsRead: OF_A_GROUP, show: () => groupWeek(teacher.context, group) },
  'students, for a teacher': { rowsRead: OF_A_GROUP, show: () => listStudents(teacher.context, page) },
  'students found by name': { rowsRead: 4_000, show: () => listStudents(admin.context, { ...page, search: 'прізвище77' }) },
  'today, for a manager': { rowsRead: OF_THE_TENANT, show: () => dayAttendance(manager.context) },
  'the figures of today, for an admin': { rowsRead: OF_THE_TENANT, show: () => dashboardStats(admin.context) },
  'rates by group, for an admin': { rowsRead: OF_THE_TENANT, show: () => attendanceStats(admin.context, { by: 'group' }) },
  'alerts, for an admin': { rowsRead: OF_THE_TENANT, show: () => listAlerts(admin.context, page) },
  'alerts, for a teacher': { rowsRead: OF_THE_TENANT, show: () => listAlerts(teacher.context, page) },
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
