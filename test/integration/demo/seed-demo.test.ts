import { randomUUID } from 'node:crypto'
import { verifyPassword } from 'better-auth/crypto'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, datesBetween } from '#shared/utils/local-date'
import { demoDay } from '../../../server/domain/demo/demo-day'
import { markOf } from '../../../server/domain/demo/marks'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_SCHOOLS, seedDemo, type SeedDemoReport } from '../../../server/domain/demo/seed-demo'
import { db } from '../../../server/infra/db/db'
import { sql } from '../../../server/infra/db/sql'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const NOON = new Date('2026-11-21T12:00:00Z')
const TODAY = '2026-11-21'
const onDay = (days: number) => new Date(NOON.getTime() + days * 86_400_000)
const ids = { arsenal: arsenal.tenant.id, riverside: riverside.tenant.id }
const schools = DEMO_SCHOOLS.map(school => ({ school, slug: school.tenant.slug, tenantId: school.tenant.slug === 'arsenal' ? ids.arsenal : ids.riverside }))
const count = async (table: string, tenantId: string, where = 'true') =>
  (await rows<{ n: number }>(`select count(*)::int as n from ${table} where "tenantId" = $1 and ${where}`, [tenantId]))[0]?.n ?? 0

let report: SeedDemoReport
beforeAll(async () => {
  report = await seedDemo(NOON)
  await rows(`analyze`)
}, 120_000)

describe.each(schools)('the demo of $slug', ({ school, slug, tenantId }) => {
  it('is filled with what it says', async () => {
    const filled = report.schools.find(school => school.slug === slug)
    expect(filled).toMatchObject({ day: TODAY, state: 'filled' })
    for (const table of ['branches', 'groups', 'users', 'terms', 'lessons', 'marks'])
      expect(await count(table, tenantId), table).toBe(filled?.added[table])
    expect(await count('students', tenantId, 'not trial')).toBe(filled?.added.students)
    expect(await count('lesson_guests', tenantId)).toBe(filled?.added.guests)
    expect(await count('lesson_guests', tenantId, `kind = 'trial'`)).toBeGreaterThan(10)
    expect(await count('absence_notices', tenantId)).toBe(filled?.added.notices)
    expect(filled?.added.students).toBeGreaterThan(200)
    for (const table of ['medical_notes', 'emergency_contacts', 'consents']) expect(await count(table, tenantId, 'true'), table).toBeGreaterThan(3)
    expect(await count('students', tenantId, '"birthDate" is null and not trial')).toBe(0)
    expect(filled?.added.marks).toBeGreaterThan(40_000)
    expect(await count('marks', tenantId, `source <> 'demo'`)).toBe(0)
  })

  it('lets its five people sign in, each with their role, and nobody else', async () => {
    const accounts = await rows<{ email: string, password: string, roles: string[] }>(`
      select u.email, a.password, array(select r.role::text from user_roles r where r."userId" = u.id) as roles
      from accounts a join users u on u.id = a."userId" where a."tenantId" = $1 and a."providerId" = 'credential'`, [tenantId])
    const own = DEMO_ACCOUNTS.filter(email => email.endsWith(`@${slug}.example`))
    expect(accounts.map(account => account.email).sort()).toEqual(own.sort())
    for (const { email, password, roles } of accounts) {
      expect(roles).toEqual([email.split('@')[0]])
      expect(await verifyPassword({ hash: password, password: DEMO_PASSWORD })).toBe(true)
    }
  })

  it('gives the teacher lessons on each of the coming fourteen days, with the parent\'s two children', async () => {
    const lessons = await rows<{ date: string, children: number }>(`
      select l.date::text as date, (
        select count(*)::int from guardianships p join users parent on parent.id = p."userId" and parent.email = $2
        join enrolments e on e."studentId" = p."studentId" and e."groupId" = l."groupId" and e."from" <= l.date and (e."to" is null or e."to" >= l.date)
        where p."maySeeRecords") as children
      from lessons l
      join assignments a on a."groupId" = l."groupId" and a."from" <= l.date
      join users u on u.id = a."userId" and u.email = $1
      where l."tenantId" = $3 and l.status = 'scheduled'`, [`teacher@${slug}.example`, `parent@${slug}.example`, tenantId])
    for (const date of datesBetween(TODAY, addDays(TODAY, 14))) {
      expect(lessons.filter(lesson => lesson.date === date).length, date).toBeGreaterThan(1)
      expect(lessons.some(lesson => lesson.date === date && lesson.children === 2), date).toBe(true)
    }
    expect(await rows(`select 1 from guardianships p join users u on u.id = p."userId" where u.email = $1`, [`parent@${slug}.example`])).toHaveLength(2)
  })

  it('marks nobody who was neither enrolled nor a guest, nothing that is to come and nothing that was cancelled', async () => {
    expect(await rows(`
      select 1 from marks m join lessons l on l.id = m."lessonId"
      where m."tenantId" = $1 and (m.date > $2 or m.date <> l.date or m."groupId" <> l."groupId" or l.status = 'cancelled' or l."takenAt" is null or not exists (
        select from enrolments e where e."groupId" = m."groupId" and e."studentId" = m."studentId" and e."from" <= m.date
        union all select from lesson_guests v where v."lessonId" = m."lessonId" and v."studentId" = m."studentId")) limit 1`, [tenantId, TODAY])).toEqual([])
  })

  it('leaves nobody of the roster unmarked in a register that was taken', async () => {
    expect(await rows(`
      select l.id from lessons l
      cross join lateral (
        select e."studentId" from enrolments e where e."groupId" = l."groupId" and e."from" <= l.date
        union select v."studentId" from lesson_guests v where v."lessonId" = l.id) roster
      left join marks m on m."lessonId" = l.id and m."studentId" = roster."studentId"
      where l."tenantId" = $1 and l."takenAt" is not null and m.id is null limit 1`, [tenantId])).toEqual([])
  })

  it('has registers that are open today and one that was forgotten on the last day', async () => {
    const open = await rows<{ date: string, n: number }>(`
      select date::text as date, count(*)::int as n from lessons where "tenantId" = $1 and status = 'scheduled' and "takenAt" is null and date <= $2 group by 1 order by 1 desc`, [tenantId, TODAY])
    expect(open[0]).toMatchObject({ date: TODAY })
    expect(open[1]?.date).toBe(addDays(TODAY, -1))
    expect(await count('lessons', tenantId, `date = '${TODAY}' and "takenAt" is not null`)).toBeGreaterThan(0)
  })

  it('shows the manager some branches, not all', async () => {
    const managed = await rows(`select b.name from user_branches m join branches b on b.id = m."branchId" where m."tenantId" = $1`, [tenantId])
    expect(managed.map(branch => branch.name).sort()).toEqual(school.managed.map(i => school.branches[i]).sort())
    expect(managed.length).toBeLessThan(school.branches.length)
  })
})

describe('later', () => {
  const tenantId = ids.arsenal

  it('does nothing on the same day', async () => {
    const again = await seedDemo(new Date('2026-11-21T20:00:00Z'))
    expect(again.schools.map(school => school.state)).toEqual(['unchanged', 'unchanged'])
  })

  it('fills the days since then as if they had been filled at once, and keeps what people did', async () => {
    const lessonOf = async (date: string) => (await rows<{ id: string, groupId: string }>(`
      select l.id, l."groupId" from lessons l where l."tenantId" = $1 and l.date = $2 and l.status = 'scheduled' and l."takenAt" is null order by l.id limit 1`, [tenantId, date]))[0]!
    const [byHand, cancelled, moved] = [await lessonOf(TODAY), await lessonOf(addDays(TODAY, 2)), await lessonOf(addDays(TODAY, 3))]
    const [child] = await rows<{ studentId: string }>(`select "studentId" from enrolments where "groupId" = $1 limit 1`, [byHand.groupId])
    await rows(`insert into marks ("tenantId", "lessonId", "studentId", "groupId", date, status, note) values ($1, $2, $3, $4, $5, 'late', 'by hand')`,
      [tenantId, byHand.id, child?.studentId, byHand.groupId, TODAY])
    await rows(`update lessons set "registerVersion" = 1 where id = $1`, [byHand.id])
    await rows(`update lessons set status = 'cancelled', "statusReason" = 'by hand' where id = $1`, [cancelled.id])
    await rows(`update lessons set status = 'moved', date = date + 20 where id = $1`, [moved.id])
    const [left] = await rows<{ studentId: string, groupId: string }>(`
      update enrolments set "to" = $2 where id = (select id from enrolments where "tenantId" = $1 and "groupId" <> $3 order by id limit 1) returning "studentId", "groupId"`,
    [tenantId, TODAY, byHand.groupId])
    const [renamed] = await rows<{ id: string }>(`update students set name = 'By Hand' where "tenantId" = $1 and id = $2 returning id`, [tenantId, child?.studentId])
    const [withdrawn] = await rows<{ id: string }>(`
      update absence_notices set "withdrawnAt" = now() where id = (select id from absence_notices where "tenantId" = $1 and "to" >= $2 order by id limit 1) returning id`, [tenantId, TODAY])
    const [sentAway] = await rows<{ lessonId: string, studentId: string }>(`
      delete from lesson_guests where id = (select v.id from lesson_guests v join lessons l on l.id = v."lessonId"
        where v."tenantId" = $1 and l.date > $2 and l.date < $3 and l.id <> all($4) order by v.id limit 1) returning "lessonId", "studentId"`,
    [tenantId, TODAY, addDays(TODAY, 8), [cancelled.id, moved.id]])
    const before = await rows<{ digest: string }>(`select md5(string_agg(m::text, '' order by id)) as digest from marks m where "tenantId" = $1 and date < $2`, [tenantId, addDays(TODAY, -3)])

    const nextDay = await seedDemo(onDay(1))
    const nextWeek = await seedDemo(onDay(7))

    expect([...nextDay.schools, ...nextWeek.schools].map(school => school.state)).toEqual(Array.from({ length: 4 }, () => 'rolled forward'))
    expect(await rows(`select status::text, note from marks where "lessonId" = $1`, [byHand.id])).toEqual([{ status: 'late', note: 'by hand' }])
    expect(await rows(`select status::text, "statusReason" from lessons where id = $1`, [cancelled.id])).toEqual([{ status: 'cancelled', statusReason: 'by hand' }])
    expect(await rows(`select status::text, date::text from lessons where id = $1`, [moved.id])).toEqual([{ status: 'moved', date: addDays(TODAY, 23) }])
    expect(await rows(`select 1 from marks where "lessonId" = any($1)`, [[cancelled.id, moved.id]])).toEqual([])
    expect(await rows(`select 1 from marks where "studentId" = $1 and "groupId" = $2 and date > $3`, [left?.studentId, left?.groupId, TODAY])).toEqual([])
    expect(sentAway).toBeDefined()
    for (const table of ['lesson_guests', 'marks'])
      expect(await rows(`select 1 from ${table} where "lessonId" = $1 and "studentId" = $2`, [sentAway?.lessonId, sentAway?.studentId])).toEqual([])
    expect(await rows(`select name from students where id = $1`, [renamed?.id])).toEqual([{ name: 'By Hand' }])
    expect(await rows(`select 1 from absence_notices where id = $1 and "withdrawnAt" is not null`, [withdrawn?.id])).toHaveLength(1)
    expect(await rows(`select md5(string_agg(m::text, '' order by id)) as digest from marks m where "tenantId" = $1 and date < $2`, [tenantId, addDays(TODAY, -3)])).toEqual(before)

    const untouched = [byHand, cancelled, moved].map(lesson => lesson.id)
    const enrolled = new Set((await rows<{ key: string }>(`
      select e."studentId" || ' ' || e."groupId" || ' ' || l.id as key from enrolments e join lessons l on l."groupId" = e."groupId"
      where l.date >= $2 and e."tenantId" = $1 and e."from" <= l.date and (e."to" is null or e."to" >= l.date)`, [tenantId, TODAY])).map(row => row.key))
    const groupOf = new Map((await rows<{ id: string, groupId: string }>(`select id, "groupId" from lessons where "tenantId" = $1`, [tenantId])).map(row => [row.id, row.groupId]))
    const day = demoDay(DEMO_SCHOOLS[0]!, addDays(TODAY, 7), addDays(TODAY, -10))
    const atOnce = day.taken.filter(lesson => lesson.date >= TODAY && !untouched.includes(lesson.id)).flatMap(lesson => [
      ...day.children.filter(child => child.groups.includes(lesson.group) && enrolled.has(`${child.id} ${groupOf.get(lesson.id)} ${lesson.id}`)),
      ...day.guests.filter(guest => guest.lesson.id === lesson.id && guest.child.id !== sentAway?.studentId).map(guest => guest.child)]
      .map(child => `${lesson.id} ${child.id} ${markOf(day.school, child, lesson, day.away.get(child.number) ?? []).status}`))
    const stored = await rows<{ key: string }>(`
      select "lessonId" || ' ' || "studentId" || ' ' || status as key from marks where "tenantId" = $1 and date >= $2 and source = 'demo'`, [tenantId, TODAY])
    expect(stored.map(row => row.key).sort()).toEqual(atOnce.sort())
    expect(atOnce.length).toBeGreaterThan(500)
    expect(await count('lessons', tenantId, `date = '${addDays(TODAY, 21)}'`)).toBeGreaterThan(0)
  })
})

it('shows nothing to whoever names no tenant or another one, and to neither school the other\'s', async () => {
  const tenantsSeen = (id: string) => db.query<{ seen: string[] }>({ tenant: { id, shard: 'main' } }, sql`
    select array(select distinct "tenantId"::text from students union select distinct "tenantId"::text from marks
      union select distinct "tenantId"::text from guardianships union select distinct "tenantId"::text from absence_notices) as seen`)
  expect(await tenantsSeen(ids.arsenal)).toEqual([{ seen: [ids.arsenal] }])
  expect(await tenantsSeen(ids.riverside)).toEqual([{ seen: [ids.riverside] }])
  await expect(tenantsSeen(randomUUID()), 'a tenant that lives nowhere').rejects.toMatchObject({ name: 'DatabaseStarved' })

  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    await client.query('set role goalschool_app')
    for (const table of ['students', 'marks', 'guardianships', 'absence_notices'])
      expect((await client.query(`select 1 from ${table} limit 1`)).rows, table).toEqual([])
  }
  finally {
    await client.end()
  }
})

it('does not touch a tenant of the same name that holds other data', async () => {
  await rows(`delete from audit_entries where "tenantId" = $1`, [ids.arsenal])
  await expect(seedDemo(onDay(8))).rejects.toMatchObject({ code: 'not_a_demo_school', status: 409 })
})
