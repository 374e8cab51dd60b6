import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { start } from '../lib/processes'
import { call } from '../lib/school'
import { sessionsOf } from '../lib/sessions'
import { type Row, toRow } from '../lib/table'
import { byTurns, figuresOf, median } from '../lib/times'

const PAGE = 1_000
const TURNS = 100

interface Audit { data: unknown[], pagination: { nextCursor: string | null } }

/** Page 1,000 of the audit log, reached by turning its pages, against page 1. */
export async function pagingRows({ product: file, env }: Bench): Promise<Row[]> {
  const [admin] = await sessionsOf(env.DATABASE_URL, BIG, 'admin', 1)
  if (!admin) throw new Error('there is no admin')
  const product = await start(file, env)
  const page = async (cursor: string | null) => {
    const audit = await call<Audit>(product.origin, admin, `/api/audit?limit=50${cursor ? `&cursor=${cursor}` : ''}`)
    if (audit.data.length < 50) throw new Error('the list is shorter than a thousand pages')
    return audit.pagination.nextCursor
  }
  let cursor: string | null = null
  for (let turned = 1; turned < PAGE; turned++) cursor = await page(cursor)
  const times = await byTurns(TURNS, () => page(cursor), () => page(null))
  await product.stop()
  return [toRow('page 1,000 of a list by cursor', figuresOf(times, median), '<= 1.2')]
}
