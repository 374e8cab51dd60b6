import { zonedInstant } from '#shared/utils/zoned-time'
import type { BulkTransaction } from '../../infra/db/bulk'
import { copyLine } from '../../infra/db/copy-line'
import { sql } from '../../infra/db/sql'
import { teacherId } from './add-people'
import { markOf } from './marks'
import type { Child } from './families'
import type { DemoDay } from './demo-day'

/**
 * Takes the registers that somebody would have taken by now. One that a person has opened, moved or cancelled is theirs,
 * and only who is enrolled on the day, or its guest, is marked.
 * @returns how many marks were added
 */
export async function addMarks(tx: BulkTransaction, tenantId: string, day: DemoDay): Promise<number> {
  await tx.query(sql`create temporary table stage_registers ("number" int primary key, "lessonId" uuid, "setBy" uuid, "setAt" timestamptz) on commit drop`)
  await tx.query(sql`create temporary table stage_children ("number" int primary key, "studentId" uuid) on commit drop`)
  await tx.query(sql`create temporary table stage_marks ("lesson" int, "child" int, "status" mark_status, "minutesLate" smallint,
    "reason" text, "note" text, "behaviour" smallint, "participation" smallint) on commit drop`)
  await tx.copyFrom('copy stage_registers from stdin', registerLines(day))
  await tx.copyFrom('copy stage_children from stdin', childLines(day))
  await tx.copyFrom('copy stage_marks from stdin', markLines(day))
  await tx.query(sql`
    delete from stage_registers r where not exists (
      select from lessons l where l.id = r."lessonId" and l.status = 'scheduled' and l."registerVersion" = 0 and l."takenAt" is null)`)
  await tx.query(sql`
    create temporary table stage_roster on commit drop as
    select r."number" as "lesson", c."number" as "child", c."studentId", r."lessonId", l."groupId", l."date", r."setBy", r."setAt"
    from stage_registers r
    join lessons l on l.id = r."lessonId"
    join enrolments e on e."groupId" = l."groupId" and e."from" <= l."date" and (e."to" is null or e."to" >= l."date")
    join stage_children c on c."studentId" = e."studentId"
    union
    select r."number", c."number", c."studentId", r."lessonId", l."groupId", l."date", r."setBy", r."setAt"
    from stage_registers r
    join lessons l on l.id = r."lessonId"
    join lesson_guests v on v."lessonId" = l.id
    join stage_children c on c."studentId" = v."studentId"`)
  // Without figures of their sizes the planner takes tables that are minutes old for empty ones.
  await tx.query(sql`analyze stage_marks, stage_roster`)
  const [added] = await tx.query<{ count: number }>(sql`
    with added as (
      insert into marks ("tenantId", "lessonId", "studentId", "groupId", "date", "status", "minutesLate", "reason", "note", "behaviour", "participation", "source", "setBy", "setAt")
      select ${tenantId}::uuid, r."lessonId", r."studentId", r."groupId", r."date", m."status", m."minutesLate", m."reason", m."note", m."behaviour", m."participation", 'demo', r."setBy", r."setAt"
      from stage_marks m join stage_roster r using ("lesson", "child")
      on conflict do nothing
      returning 1)
    select count(*) as count from added`)
  await tx.query(sql`
    update lessons l set "takenAt" = r."setAt", "registerVersion" = 1, "updatedAt" = r."setAt"
    from stage_registers r where l.id = r."lessonId"`)
  return added?.count ?? 0
}

function* registerLines({ school, taken }: DemoDay) {
  const { slug, timeZone } = school.tenant
  for (const [number, lesson] of taken.entries()) {
    const teacher = teacherId(slug, lesson.substitute ?? school.groups[lesson.group]?.lead ?? 0)
    const begins = zonedInstant(lesson.date, lesson.from, timeZone).getTime()
    yield copyLine([number, lesson.id, teacher, new Date(begins + 6 * 60_000).toISOString()])
  }
}

function* childLines({ children, guests }: DemoDay) {
  // Somebody on trial may come to two lessons of the day.
  const numbers = new Map([...children, ...guests.map(guest => guest.child)].map(child => [child.number, child.id]))
  for (const [number, id] of numbers) yield copyLine([number, id])
}

function* markLines({ school, taken, children, guests, away }: DemoDay) {
  const [rosters, visits] = [new Map<number, Child[]>(), new Map<string, Child[]>()]
  for (const child of children) for (const group of child.groups) rosters.set(group, [...rosters.get(group) ?? [], child])
  for (const { lesson, child } of guests) visits.set(lesson.id, [...visits.get(lesson.id) ?? [], child])
  for (const [number, lesson] of taken.entries())
    for (const child of [...rosters.get(lesson.group) ?? [], ...visits.get(lesson.id) ?? []]) {
      const mark = markOf(school, child, lesson, away.get(child.number) ?? [])
      yield copyLine([number, child.number, mark.status, mark.minutesLate, mark.reason, mark.note, mark.behaviour, mark.participation])
    }
}
