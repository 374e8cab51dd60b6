import type { BulkTransaction } from '../../../infra/db/bulk'
import { sql } from '../../../infra/db/sql'
import type { Tenant } from '../../context'
import { insertRows } from '../insert-rows'
import { GROUP_SIZE, type TenantLoad } from './add-load-people'

const MARKS_PER_COPY = 100_000
const COLUMNS = ['lessonId', 'studentId', 'groupId', 'date', 'status', 'minutesLate', 'source', 'setBy', 'setAt']

interface Register { id: string, groupId: string, date: string, takenAt: string, teacherId: string, children: string[] }

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
  const groupsAtOnce = Math.max(1, Math.floor(MARKS_PER_COPY / (GROUP_SIZE * days)))
  for (let from = 1; from <= Math.ceil(students / GROUP_SIZE); from += groupsAtOnce) {
    const registers = await tx.query<Register>(sql`
      select l.id, l."groupId", l."date", l."takenAt"::text as "takenAt", g."teacherId", array_agg(s.id order by s.n) as children
      from load_groups g
      join lessons l on l."groupId" = g.id and l."date" < ${today}::date
      join load_students s on s."group" = g.n
      where g.n between ${from}::int and ${from + groupsAtOnce - 1}::int
      group by l.id, g.n, g."teacherId" order by g.n, l."date"`)
    marks += await insertRows(tx, tenant.id, 'marks', COLUMNS, marksOf(registers))
  }
  return { lessons: lessons?.count ?? 0, marks }
}

function* marksOf(registers: readonly Register[]) {
  for (const { id, groupId, date, takenAt, teacherId, children } of registers) {
    for (const child of children) {
      const chance = Math.random()
      const status = chance < 0.90 ? 'present' : chance < 0.94 ? 'late' : chance < 0.98 ? 'absent' : 'excused'
      yield [id, child, groupId, date, status, status === 'late' ? 5 : null, 'demo', teacherId, takenAt]
    }
  }
}
