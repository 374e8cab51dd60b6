import type { BulkTransaction } from '../../../infra/db/bulk'
import { sql } from '../../../infra/db/sql'
import type { Tenant } from '../../context'
import { GROUP_SIZE, type TenantLoad } from './add-load-people'

const MARKS_PER_STATEMENT = 100_000

/** One lesson of each group on each weekday, with the marks of those that are past; and a week ahead without. */
export async function addLoadLessons(tx: BulkTransaction, tenant: Tenant, { students, today, days }: TenantLoad): Promise<{ lessons: number, marks: number }> {
  const [lessons] = await tx.query<{ count: number }>(sql`
    with days as (
      (select day::date as day from generate_series(${today}::date - 1, ${today}::date - ${days * 2 + 7}::int, interval '-1 day') day
        where extract(isodow from day) < 6 limit ${days}::int)
      union all select day::date from generate_series(${today}::date, ${today}::date + 7, interval '1 day') day
    ), added as (
      insert into lessons ("tenantId", "groupId", "branchId", "date", "startTime", "endTime", "registerVersion", "takenAt")
      select ${tenant.id}::uuid, g.id, g."branchId", d.day, '09:00', '09:45', (d.day < ${today}::date)::int, case when d.day < ${today}::date then d.day + time '07:05' end
      from days d, load_groups g
      order by d.day, g.n
      returning 1)
    select count(*) as count from added`)
  let marks = 0
  const groupsAtOnce = Math.max(1, Math.floor(MARKS_PER_STATEMENT / (GROUP_SIZE * days)))
  for (let from = 1; from <= Math.ceil(students / GROUP_SIZE); from += groupsAtOnce) {
    const [added] = await tx.query<{ count: number }>(sql`
      with drawn as materialized (
        select l.id as "lessonId", s.id as "studentId", l."groupId", l."date", l."takenAt", g."teacherId", random() as chance
        from load_groups g
        join lessons l on l."groupId" = g.id and l."date" < ${today}::date
        join load_students s on s."group" = g.n
        where g.n between ${from}::int and ${from + groupsAtOnce - 1}::int
      ), added as (
        insert into marks ("tenantId", "lessonId", "studentId", "groupId", "date", "status", "minutesLate", "source", "setBy", "setAt")
        select ${tenant.id}::uuid, "lessonId", "studentId", "groupId", "date",
          case when chance < 0.90 then 'present' when chance < 0.94 then 'late' when chance < 0.98 then 'absent' else 'excused' end::mark_status,
          case when chance >= 0.90 and chance < 0.94 then 5 end, 'demo', "teacherId", "takenAt"
        from drawn
        returning 1)
      select count(*) as count from added`)
    marks += added?.count ?? 0
  }
  return { lessons: lessons?.count ?? 0, marks }
}
