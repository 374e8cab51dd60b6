import { beforeAll, describe, expect, it } from 'vitest'
import { studentAchievements } from '../../../server/domain/progress/achievements/student-achievements'
import { assessScreen } from '../../../server/domain/progress/assess-screen'
import { groupProgress } from '../../../server/domain/progress/group-progress'
import { listSkills } from '../../../server/domain/progress/list-skills'
import { refreshSummary } from '../../../server/domain/progress/refresh-summary'
import { studentProgress } from '../../../server/domain/progress/student-progress'
import { plansOf } from '../../helpers/plans'
import type { Person } from '../../helpers/school/people'
import type { School } from '../../helpers/school/school'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const BIG = ['assessments', 'students', 'enrolments', 'marks', 'awards', 'targets', 'user_progress_summary']
const EACH = 25, SKILLS = 25, TIMES = 10

/** Groups of 25, everybody assessed ten times in each of 25 skills. @returns how many assessments that makes */
async function manyAssessments({ tenant, day }: School, groups: number): Promise<number> {
  const run = (text: string, ...values: unknown[]) => rows(text, [tenant.id, ...values])
  await run(`insert into branches ("tenantId", name) values ($1, 'Big branch')`)
  await run(`insert into groups ("tenantId", "branchId", name) select $1, b.id, 'Big ' || n from branches b, generate_series(1, $2::int) n where b."tenantId" = $1`, groups)
  await run(`insert into students ("tenantId", name) select $1, 'Big child ' || n from generate_series(1, $2::int) n`, groups * EACH)
  await run(`insert into enrolments ("tenantId", "groupId", "studentId", "from")
    select $1, g.id, s.id, $2::date from (select id, row_number() over (order by id) - 1 as n from students where "tenantId" = $1) s
    join (select id, row_number() over (order by id) - 1 as n from groups where "tenantId" = $1) g on g.n = s.n / ${EACH}`, day(-300))
  await run(`insert into skills ("tenantId", name, category, bands)
    select $1, 'Big skill ' || n, 'technical', '[{"name": "Low", "from": 0}, {"name": "High", "from": 60}]' from generate_series(1, ${SKILLS}) n`)
  await run(`insert into assessments ("tenantId", "studentId", "skillId", value, level, "assessedAt")
    select $1, s.id, k.id, v.value, v.value, now() - t * interval '9 days' - random() * interval '1 day'
    from generate_series(1, ${TIMES}) t, students s, skills k, lateral (select 20 + (hashtext(s.id::text || k.id || t) & 63) as value) v where s."tenantId" = $1 and k."tenantId" = $1`)
  await run(`insert into targets ("tenantId", "studentId", "skillId", value, "dueOn")
    select $1, s.id, k.id, 80, $2::date from students s, (select id from skills where "tenantId" = $1 limit 3) k where s."tenantId" = $1`, day(60))
  await run(`insert into lessons ("tenantId", "groupId", "branchId", date, "startTime", "endTime", "takenAt")
    select $1, g.id, g."branchId", $2::date, '09:00', '10:00', now() from groups g where g."tenantId" = $1`, day(-1))
  await run(`insert into marks ("tenantId", "lessonId", "studentId", "groupId", date, status)
    select $1, l.id, e."studentId", l."groupId", l.date, 'present' from lessons l join enrolments e on e."groupId" = l."groupId" where l."tenantId" = $1`)
  await run(`insert into achievements ("tenantId", name, kind, count) values ($1, 'Points', 'points', 9000), ($1, 'In a row', 'lessons_in_a_row', 900)`)
  await run(`insert into awards ("tenantId", "studentId", "achievementId") select $1, s.id, a.id from students s, achievements a where s."tenantId" = $1 and a."tenantId" = $1 and a.name = 'Points'`)
  return groups * EACH * SKILLS * TIMES
}

let admin: Person, teacher: Person, parent: Person
let group = '', child = '', skill = ''

beforeAll(async () => {
  // Two million look-ups of keys that are right by their making.
  await rows('alter table assessments disable trigger all')
  expect(await manyAssessments(riverside, 150) + await manyAssessments(arsenal, 12)).toBeGreaterThan(1_000_000)
  await rows('alter table assessments enable trigger all')
  const [seat] = await rows<{ group: string, child: string }>('select "groupId" as group, "studentId" as child from enrolments where "tenantId" = $1 order by id limit 1', [arsenal.tenant.id])
  const [known] = await rows<{ id: string }>('select id from skills where "tenantId" = $1 order by id limit 1', [arsenal.tenant.id])
  if (!seat || !known) throw new Error('nobody is enrolled')
  ;({ group, child } = seat)
  skill = known.id
  admin = await arsenal.aUser('admin')
  teacher = await arsenal.aUser('teacher')
  parent = await arsenal.aUser('parent')
  await arsenal.anAssignment(teacher, { id: group })
  await arsenal.aGuardianship(parent, { id: child })
  await rows('analyze')
  await refreshSummary('main')
  await rows('analyze user_progress_summary')
}, 240_000)

const OF_A_CHILD = SKILLS * TIMES
const OF_A_GROUP = EACH * OF_A_CHILD
/** By index, and once more to see that nothing corrects it. */
const TWICE = 2
// The summary has one row for each student of a school.
const OF_THE_SCHOOL = 12 * EACH

const SCREENS: Record<string, { rowsRead: number, show: () => Promise<unknown> }> = {
  'the progress of a child, for a parent': { rowsRead: TWICE * OF_A_CHILD + 500, show: () => studentProgress(parent.context, child) },
  'the progress of a child, for a teacher': { rowsRead: TWICE * OF_A_CHILD + 500, show: () => studentProgress(teacher.context, child) },
  'the achievements of a child': { rowsRead: TWICE * OF_A_CHILD + 1_000, show: () => studentAchievements(parent.context, child) },
  'the screen to assess a group': { rowsRead: EACH * TIMES * TWICE + 500, show: () => assessScreen(teacher.context, group, skill) },
  'the progress of a group, for a teacher': { rowsRead: TWICE * OF_A_GROUP + 5 * OF_THE_SCHOOL, show: () => groupProgress(teacher.context, group) },
  'the progress of a group, for an admin': { rowsRead: TWICE * OF_A_GROUP + 5 * OF_THE_SCHOOL, show: () => groupProgress(admin.context, group) },
  'the skills': { rowsRead: 500, show: () => listSkills(admin.context, { page: 1, limit: 100, archived: 'false' }) },
}

describe.each(Object.entries(SCREENS))('among a million assessments: %s', (_, { rowsRead, show }) => {
  it('takes one statement, by indexes, over no more rows than it is about', async () => {
    const plans = await plansOf(show)
    expect(plans).toHaveLength(1)
    const [plan] = plans
    expect(plan?.scanned.filter(table => BIG.includes(table)), plan?.text).toEqual([])
    expect(plan?.rowsRead, plan?.text).toBeLessThanOrEqual(rowsRead)
  })
})

it('has the summary of everybody by its index, and fresh', async () => {
  const [figures] = await rows<{ students: number }>('select count(*)::int as students from user_progress_summary')
  expect(figures?.students).toBe((150 + 12) * EACH)
})
