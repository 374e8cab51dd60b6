import { rows } from './rows'
import type { School } from './school'

export interface Extent {
  groups: number
  studentsPerGroup: number
  days: number
  /** Lessons of each group on each day; the first has marks. */
  lessonsPerDay?: number
  /** Groups of other years, with lessons and nobody in them. */
  oldGroups?: number
}

/**
 * A tenant of a real size, by a handful of statements: every group meets on every day up to today, everybody has a mark.
 * @returns how many marks that makes
 */
export async function manyMarks({ tenant, day }: School, { groups, studentsPerGroup, days, lessonsPerDay = 1, oldGroups = 0 }: Extent): Promise<number> {
  const run = (text: string, ...values: unknown[]) => rows(text, [tenant.id, ...values])
  await run(`insert into branches ("tenantId", name) select $1, 'Branch ' || n from generate_series(1, 5) n`)
  await run(`insert into groups ("tenantId", "branchId", name)
    select $1, b.ids[1 + n % 5], 'Group ' || n
    from generate_series(1, $2::int) n, (select array_agg(id order by name) as ids from branches where "tenantId" = $1) b`, groups + oldGroups)
  await run(`insert into users ("tenantId", name, "givenName", "familyName", email)
    select $1, 'Person ' || n, 'Person', 'No ' || n, 'person' || n || '@big.example' from generate_series(1, $2::int) n`, groups * studentsPerGroup)
  await run(`insert into students ("tenantId", name, "givenName", "familyName")
    select $1, 'Дитина ' || n || ' Прізвище' || n % 997, 'Дитина ' || n, 'Прізвище' || n % 997 from generate_series(1, $2::int) n`, groups * studentsPerGroup)
  const numbered = (table: string) => `(select id, row_number() over (order by id) - 1 as n from ${table} where "tenantId" = $1)`
  await run(`insert into enrolments ("tenantId", "groupId", "studentId", "from")
    select $1, g.id, s.id, $2::date from ${numbered('students')} s join ${numbered('groups')} g on g.n = s.n / $3::int`, day(-days), studentsPerGroup)
  await run(`insert into guardianships ("tenantId", "userId", "studentId", "from")
    select $1, u.id, s.id, $2::date from ${numbered('students')} s join ${numbered('users')} u on u.n = s.n`, day(-days))
  await run(`insert into lessons ("tenantId", "groupId", "branchId", date, "startTime", "endTime", "registerVersion", "takenAt")
    select $1, g.id, g."branchId", $2::date - d, make_time(8 + h, 0, 0), make_time(8 + h, 45, 0), 1, now()
    from groups g, generate_series(0, $3::int - 1) d, generate_series(0, $4::int - 1) h where g."tenantId" = $1`, day(), days, lessonsPerDay)
  await run(`insert into marks ("tenantId", "lessonId", "studentId", "groupId", date, status)
    select $1, l.id, e."studentId", l."groupId", l.date,
      (array['present', 'present', 'present', 'present', 'present', 'present', 'late', 'absent', 'excused'])[1 + abs(hashtext(e."studentId"::text || l.date)) % 9]::mark_status
    from lessons l join enrolments e on e."tenantId" = l."tenantId" and e."groupId" = l."groupId"
    where l."tenantId" = $1 and l."startTime" = '08:00'`)
  await run(`insert into absence_notices ("tenantId", "studentId", "from", "to", reason)
    select $1, s.id, $2::date - d * 7, $2::date - d * 7, 'ill' from students s, generate_series(0, 9) d where s."tenantId" = $1`, day())
  await rows('analyze')
  return groups * studentsPerGroup * days
}
