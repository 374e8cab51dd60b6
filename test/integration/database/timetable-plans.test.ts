import { beforeAll, describe, expect, it } from 'vitest'
import { calendarFeed, ownerOfCalendar } from '../../../server/domain/timetable/calendar-feed'
import { readGroupPlan } from '../../../server/domain/timetable/group-plan'
import { readLessonPlan } from '../../../server/domain/timetable/lesson-plan'
import { listClosures } from '../../../server/domain/timetable/list-closures'
import { listSeries } from '../../../server/domain/timetable/list-series'
import { makeCalendarLink } from '../../../server/domain/timetable/make-calendar-link'
import { ownWeek } from '../../../server/domain/timetable/own-week'
import { planningWeek } from '../../../server/domain/timetable/planning-week'
import { readHouse } from '../../../server/domain/timetable/read-house'
import { plansOf } from '../../helpers/plans'
import { manyMarks } from '../../helpers/school/many-marks'
import type { Person } from '../../helpers/school/people'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const BIG = ['marks', 'lessons', 'students', 'enrolments', 'guardianships', 'users', 'absence_notices', 'lesson_changes', 'calendar_links']
const GROUPS = 8, EACH = 20, DAYS = 125, PER_DAY = 2
const OF_A_WEEK = GROUPS * PER_DAY * 7

let admin: Person, manager: Person, teacher: Person, parent: Person
let group = '', lesson = ''
const secrets = new Map<Person, string>()

beforeAll(async () => {
  await manyMarks(riverside, { groups: 40, studentsPerGroup: 20, days: 30, lessonsPerDay: 2, oldGroups: 1_000 })
  await manyMarks(arsenal, { groups: GROUPS, studentsPerGroup: EACH, days: DAYS, lessonsPerDay: PER_DAY })
  const [seat] = await rows<{ group: string, child: string, branch: string }>(`
    select e."groupId" as group, e."studentId" as child, g."branchId" as branch
    from enrolments e join groups g on g.id = e."groupId" where e."tenantId" = $1 order by e.id limit 1`, [arsenal.tenant.id])
  if (!seat) throw new Error('nobody is enrolled')
  group = seat.group
  admin = await arsenal.aUser('admin')
  manager = await arsenal.aUser('manager', { branches: [{ id: seat.branch }] })
  teacher = await arsenal.aUser('teacher')
  parent = await arsenal.aUser('parent')
  await arsenal.anAssignment(teacher, { id: group })
  await arsenal.aGuardianship(parent, { id: seat.child })
  const [own] = await rows<{ id: string }>('select id from lessons where "groupId" = $1 and date = $2 limit 1', [group, arsenal.day()])
  lesson = own?.id ?? ''
  await rows(`insert into lesson_changes ("tenantId", "lessonId", before, after) select l."tenantId", l.id, jsonb_build_object('date', l.date, 'status', 'scheduled'),
    jsonb_build_object('date', l.date, 'status', 'moved') from lessons l`)
  await rows(`insert into closures ("tenantId", "from", "to", reason)
    select t.id, $3::date - n * 7, $3::date - n * 7, 'x' from (values ($1::uuid, 200), ($2::uuid, 2000)) t(id, most), generate_series(1, t.most) n`,
  [arsenal.tenant.id, riverside.tenant.id, arsenal.day()])
  await rows(`insert into rooms ("tenantId", "branchId", name) select "tenantId", id, 'Room ' || n from branches, generate_series(1, 20) n`)
  await rows('insert into calendar_links ("tenantId", "userId", "tokenHash") select "tenantId", id, md5(id::text || n) from users, generate_series(1, 5) n')
  for (const person of [admin, teacher, parent]) {
    const { address } = await makeCalendarLink(person.context, 'http://x')
    secrets.set(person, /([\w-]{43})\.ics/.exec(address ?? '')?.[1] ?? '')
  }
  await rows('analyze')
}, 120_000)

interface Screen { statements?: number, rowsRead: number, show: () => Promise<unknown> }
const feed = (person: () => Person) => async () => calendarFeed({ ...arsenal.context, viewer: await ownerOfCalendar(arsenal.context, secrets.get(person()) ?? '') })

const SCREENS: Record<string, Screen> = {
  'the planned week, for an admin': { rowsRead: 20 * OF_A_WEEK, show: () => planningWeek(admin.context, {}) },
  'the planned week, for a manager': { rowsRead: 20 * OF_A_WEEK, show: () => planningWeek(manager.context, {}) },
  'the planned week, for a teacher': { rowsRead: 20 * OF_A_WEEK, show: () => planningWeek(teacher.context, {}) },
  'the own week, for a teacher': { rowsRead: 500, show: () => ownWeek(teacher.context) },
  'the own week, for a parent': { rowsRead: 500, show: () => ownWeek(parent.context) },
  'the own week, for an admin': { rowsRead: 10 * OF_A_WEEK, show: () => ownWeek(admin.context) },
  'a lesson with its history': { rowsRead: 1_500, show: () => readLessonPlan(manager.context, lesson) },
  'a group and its series': { rowsRead: 500, show: () => readGroupPlan(manager.context, group) },
  'the series of a group': { rowsRead: 100, show: () => listSeries(teacher.context, group) },
  'groups, terms and rooms, for an admin': { rowsRead: 500, show: () => readHouse(admin.context) },
  'closed days': { rowsRead: 100, show: () => listClosures(manager.context) },
  'the feed of a teacher': { statements: 2, rowsRead: 2_000, show: feed(() => teacher) },
  'the feed of a parent': { statements: 2, rowsRead: 2_000, show: feed(() => parent) },
  'the feed of an admin': { statements: 2, rowsRead: 6_000, show: feed(() => admin) },
}

describe('with 60,000 lessons in the shard, as the application\'s role', () => {
  it.each(Object.entries(SCREENS))('%s reads through indexes, in few statements', async (_, { statements = 1, rowsRead, show }) => {
    const plans = await plansOf(show)
    expect(plans.length).toBe(statements)
    for (const plan of plans) {
      expect(plan.scanned.filter(table => BIG.includes(table)), plan.text).toEqual([])
      expect(plan.rowsRead, plan.text).toBeLessThanOrEqual(rowsRead)
    }
  })
})
