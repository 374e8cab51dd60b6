import type { Client } from 'pg'

const SKILLS = 24, TIMES = 6

/** Skills of schools, each assessed six times in everybody, once; so the progress of a child is of a real size. @returns whether anything was added */
export async function addAssessments(client: Client, slugs: readonly string[]): Promise<boolean> {
  const { rowCount } = await client.query(`
    WITH made AS (
      INSERT INTO skills ("tenantId", name, category, bands)
      SELECT t.id, 'Skill ' || n, (ARRAY['technical', 'physical', 'tactical', 'mental', 'social'])[1 + n % 5],
        '[{"name": "Beginning", "from": 0}, {"name": "Developing", "from": 40}, {"name": "Confident", "from": 60}, {"name": "Excellent", "from": 80}]'
      FROM control.tenants t, generate_series(1, ${SKILLS}) n WHERE t.slug = ANY($1) ON CONFLICT DO NOTHING RETURNING id, "tenantId")
    INSERT INTO assessments ("tenantId", "studentId", "skillId", value, level, "assessedAt")
    SELECT k."tenantId", s.id, k.id, v.value, v.value, now() - n * interval '20 days'
    FROM made k JOIN students s ON s."tenantId" = k."tenantId", generate_series(1, ${TIMES}) n,
      LATERAL (SELECT 20 + (hashtext(s.id::text || k.id || n) & 63) AS value) v`, [slugs])
  return Boolean(rowCount)
}
