import { describeStudent } from '../../server/domain/people/describe-student'
import { listStudents } from '../../server/domain/people/list-students'
import type { Bench } from '../lib/bench'
import { CROWD } from '../lib/fill'
import { asOwner } from '../lib/owner'
import { adminContext } from '../lib/sessions'
import { type Row, toRow } from '../lib/table'
import { byTurns, figuresOf, quantile } from '../lib/times'

const TURNS = 300

/**
 * In a school of twenty thousand in a shard of a million students: whole names, family names and a part of one with the
 * given name, each asked once, against a look at one student by id.
 */
export async function searchRows({ env }: Bench): Promise<Row[]> {
  const ctx = await adminContext(env.DATABASE_URL, CROWD)
  const { rows: students } = await asOwner(env.DATABASE_URL, client => client.query<{ id: string, givenName: string, familyName: string }>(`
    SELECT id, "givenName", "familyName" FROM students WHERE "tenantId" = $1 AND length("familyName") > 10 ORDER BY random() LIMIT $2`, [ctx.tenant.id, 5 * TURNS]))
  const terms: [string, (student: typeof students[number]) => string][] = [
    ['a whole name', ({ givenName, familyName }) => `${givenName} ${familyName}`],
    ['a family name', ({ familyName }) => familyName],
    ['a part of both names', ({ givenName, familyName }) => `${givenName.slice(0, 4)} ${familyName.slice(0, 8)}`],
  ]
  const rows: Row[] = []
  let place = 0
  // Once for the pages of the index, which other groups have pushed out.
  for (const { familyName } of students.slice(3 * TURNS, 4 * TURNS)) await listStudents(ctx, { search: familyName, page: 1, limit: 50 })
  for (const [name, term] of terms) {
    const first = place
    place += TURNS
    const times = await byTurns(TURNS - 20, async (turn) => {
      const student = students[first + turn]
      if (!student) throw new Error('there are fewer students than turns')
      const { data } = await listStudents(ctx, { search: term(student), page: 1, limit: 50 })
      if (data.length === 0) throw new Error(`nobody was found by ${term(student)}`)
    }, turn => describeStudent(ctx, students[students.length - 1 - turn]?.id ?? ''), 20)
    rows.push(toRow(`search in a shard of 1,000,000 students, p95: ${name}`, figuresOf(times, values => quantile(values, 0.95)), '<= 5'))
  }
  return rows
}
