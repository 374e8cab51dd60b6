import { startBareSql } from '../lib/bare-sql'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { asOwner } from '../lib/owner'
import { start } from '../lib/processes'
import { compare } from '../lib/rate'
import { taughtLessons } from '../lib/registers'
import { adminContext } from '../lib/sessions'
import { type Row, toRow } from '../lib/table'

const TEACHERS = 80
/** Of one round; all rounds together look at no lesson twice. */
const LOOKS = 800

/** The first look at a register, each at another, against the same statement through a bare pool. */
export async function readRows(bench: Bench): Promise<Row[]> {
  const url = bench.env.DATABASE_URL
  const lessons = await taughtLessons(url, BIG, TEACHERS, 'past')
  // Whoever comes first would read the pages from the disk for the other.
  await asOwner(url, client => client.query(`SELECT sum(length(m::text)), (SELECT sum(length(l::text)) FROM lessons l) FROM marks m JOIN control.tenants t ON t.id = m."tenantId" WHERE t.slug = $1`, [BIG]))
  const walk = () => {
    let place = 0
    return () => {
      const lesson = lessons[place++]
      if (!lesson) throw new Error('there are fewer lessons than looks')
      return lesson
    }
  }
  const [product, bare] = [await start(bench.product, bench.env), await startBareSql(bench, await adminContext(url, BIG))]
  const [ofProduct, ofBare] = [walk(), walk()]
  const rates = await compare({
    origin: product.origin, path: '/register', amount: LOOKS,
    next: () => {
      const { lessonId, teacher } = ofProduct()
      return { path: `/api/lessons/${lessonId}/register`, headers: teacher.headers }
    },
  }, {
    origin: bare.origin, path: '/sql/read', amount: LOOKS,
    next: () => {
      const { lessonId, teacher } = ofBare()
      return { path: `/sql/read/${lessonId}?teacher=${teacher.userId}` }
    },
  })
  await Promise.all([product.stop(), bare.stop()])
  return [toRow('uncached read: first look at a register', rates, '>= 0.5')]
}
