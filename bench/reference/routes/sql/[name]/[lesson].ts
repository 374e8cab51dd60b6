import { readFileSync } from 'node:fs'
import { defineEventHandler, getQuery, getRouterParam, readBody } from 'h3'
import pg from 'pg'

interface Statements { url: string, read: { head: string, text: string, values: unknown[] }, save: { head: string, text: string, values: unknown[] } }

const { url, ...statements } = JSON.parse(readFileSync(process.env.BENCH_SQL ?? '', 'utf8')) as Statements
const pool = new pg.Pool({ connectionString: url, max: 10 })

const nothing = { minutesLate: null, reason: null, note: null, behaviour: null, participation: null }
const changesOf = (body: { marks: { studentId: string, status: string }[] }) =>
  JSON.stringify(body.marks.map(({ studentId, status }) => ({ studentId, before: null, after: { status, ...nothing }, source: 'register' })))

/** The product's statement in the product's transaction through a bare pool, prepared as there, and nothing else asked. */
export default defineEventHandler(async (event) => {
  const name = getRouterParam(event, 'name') as 'read' | 'save'
  const { head, text, values } = statements[name]
  const { teacher, group, date } = getQuery(event)
  const given: Record<string, unknown> = {
    '{lesson}': getRouterParam(event, 'lesson'), '{teacher}': teacher, '{group}': group, '{date}': date, '{changes}': name === 'save' ? changesOf(await readBody(event)) : null,
  }
  const client = await pool.connect()
  try {
    await client.query(head)
    const { rows } = await client.query({ name, text, values: values.map(value => typeof value === 'string' && value in given ? given[value] : value) })
    await client.query('COMMIT')
    return rows[0] ?? { saved: true }
  }
  finally {
    client.release()
  }
})
