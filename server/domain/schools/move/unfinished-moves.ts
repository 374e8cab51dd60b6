import { db } from '../../../infra/db/db'
import { asOnlyMover } from '../../../infra/db/mover'
import { sql } from '../../../infra/db/sql'

export interface UnfinishedMove {
  slug: string
  from: string
  to: string
  /** What was done last. */
  step: string
  startedAt: string
  /** Whether somebody is at it, or it was abandoned. */
  state: 'under_way' | 'abandoned'
  /** Of an abandoned one: what ends it, and what undoes it while the tenant can still go back. */
  run: string[]
}

export const noteMove = (tenantId: string, from: string, to: string) => db.control(sql`
  INSERT INTO control.moves ("tenantId", "from", "to", step) VALUES (${tenantId}::uuid, ${from}, ${to}, 'begun')
  ON CONFLICT ("tenantId") DO UPDATE SET "from" = excluded."from", "to" = excluded."to", step = excluded.step, "startedAt" = now()`)

export const noteStep = (tenantId: string, step: string) =>
  db.control(sql`UPDATE control.moves SET step = ${step} WHERE "tenantId" = ${tenantId}::uuid`)

export const forgetMove = (tenantId: string) => db.control(sql`DELETE FROM control.moves WHERE "tenantId" = ${tenantId}::uuid`)

/** The moves that have begun and not ended, each with what to do about it. */
export async function listUnfinishedMoves(): Promise<UnfinishedMove[]> {
  const rows = await db.control<{ id: string, slug: string, from: string, to: string, step: string, startedAt: Date }>(sql`
    SELECT t.id, t.slug, m."from", m."to", m.step, m."startedAt" FROM control.moves m JOIN control.tenants t ON t.id = m."tenantId" ORDER BY t.slug`)
  return Promise.all(rows.map(async ({ id, startedAt, ...move }): Promise<UnfinishedMove> => {
    const abandoned = await asOnlyMover(id, () => Promise.resolve())
    const run = [...new Set([move.to, move.from])].map(shard => `goalschool tenant move ${move.slug} --to ${shard}`)
    return { ...move, startedAt: startedAt.toISOString(), state: abandoned ? 'abandoned' : 'under_way', run: abandoned ? run : [] }
  }))
}
