import type { Client } from 'pg'

/** Registers of thirty, all open today: `seed load` makes groups of 25, so five of the next group sit in each as well. */
export async function addBell(client: Client, slug: string): Promise<void> {
  const { rows: [tenant] } = await client.query<{ id: string }>('SELECT id FROM control.tenants WHERE slug = $1', [slug])
  await client.query(`
    WITH ranked AS (
      SELECT e."groupId", e."studentId", e."from", dense_rank() OVER (ORDER BY e."groupId") AS place,
        row_number() OVER (PARTITION BY e."groupId" ORDER BY e."studentId") AS seat, count(*) OVER (PARTITION BY e."groupId") AS seats
      FROM enrolments e WHERE e."tenantId" = $1)
    INSERT INTO enrolments ("tenantId", "groupId", "studentId", "from")
    SELECT $1, next."groupId", r."studentId", r."from"
    FROM ranked r JOIN (SELECT DISTINCT "groupId", place FROM ranked WHERE seats = 25) next
      ON next.place = (r.place % (SELECT max(place) FROM ranked)) + 1
    WHERE r.seat <= 5`, [tenant?.id])
  await client.query(`
    INSERT INTO lessons ("tenantId", "groupId", "branchId", date, "startTime", "endTime")
    SELECT g."tenantId", g.id, g."branchId", today, '09:00', '09:45'
    FROM groups g, (SELECT (now() AT TIME ZONE 'Europe/Kyiv')::date AS today) clock
    WHERE g."tenantId" = $1 AND NOT EXISTS (SELECT FROM lessons l WHERE l."tenantId" = g."tenantId" AND l."groupId" = g.id AND l.date = today)`, [tenant?.id])
}
