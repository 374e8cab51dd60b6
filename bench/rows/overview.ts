import pg from 'pg'
import { headText } from '../../server/infra/db/head'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { loggedStatements } from '../lib/logged-statements'
import { start } from '../lib/processes'
import { adminContext, sessionsOf } from '../lib/sessions'
import { type Row, toFigure, toRow } from '../lib/table'
import { byTurns, figuresOf, median } from '../lib/times'

const TURNS = 15

/** The overview of 2,000 students and 180 days, nothing kept, against an index-only scan of as many marks. */
export async function overviewRows({ product: file, env }: Bench): Promise<Row[]> {
  const url = env.DATABASE_URL
  const ctx = await adminContext(url, BIG)
  const [admin] = await sessionsOf(url, BIG, 'admin', 1)
  const product = await start(file, { ...env, MEMORY_CACHE_MB: '0' })
  const look = async (path: string) => {
    const answer = await fetch(product.origin + path, { headers: admin?.headers ?? {} })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`)
    return text
  }
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const scan = async () => {
    await pool.query(headText(ctx, 'read'))
    const { rows: [counted] } = await pool.query<{ marks: string }>(`SELECT count(*) AS marks FROM marks WHERE "tenantId" = $1 AND date <= CURRENT_DATE AND status IS NOT NULL`, [ctx.tenant.id])
    await pool.query('COMMIT')
    return Number(counted?.marks)
  }
  if (await scan() < 360_000) throw new Error('the school has fewer marks than it should')

  const rows: Row[] = []
  const year = `from=${new Date(Date.now() - 370 * 86_400_000).toISOString().slice(0, 10)}`
  const screens: [string, string][] = [['overview, the page of today', '/overview'], ['overview, figures of 180 days by group', `/api/attendance/stats?by=group&${year}`], ['overview, figures of 180 days by week', `/api/attendance/stats?by=week&${year}`]]
  for (const [name, path] of screens)
    rows.push(toRow(name, figuresOf(await byTurns(TURNS, () => look(path), scan), median), '<= 6'))
  rows.push(toFigure('overview: statements', (await loggedStatements({ env }, () => look('/overview'))).length, '<= 6'))
  await Promise.all([product.stop(), pool.end()])
  return rows
}
