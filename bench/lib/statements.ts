import pg from 'pg'
import { db } from '../../server/infra/db/db'
import type { Sql } from '../../server/infra/db/sql'

/** A statement with names in the place of what each request has of its own; `[]` stands for the changes of a register. */
export const template = ({ text, values }: Sql) => ({ text, values: values.map(value => value === '[]' ? '{changes}' : value) })

/** The statement that `work` sends through `db.query`, not sent. */
export async function statementOf(work: () => Promise<unknown>): Promise<Sql> {
  const { query } = db
  const caught: Sql[] = []
  db.query = async (_, statement) => {
    caught.push(statement)
    return []
  }
  try {
    // It finds nothing, and says so.
    await work().catch(() => {})
  }
  finally {
    db.query = query
  }
  if (!caught[0]) throw new Error('nothing was asked of the database')
  return caught[0]
}

/** The texts of what this process sends to the database while `work` runs: without the frames of transactions. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const { query } = pg.Client.prototype
  const texts: string[] = []
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [asked] = given as [string | { text?: string }]
    texts.push((typeof asked === 'string' ? asked : asked.text ?? '').trim())
    return Reflect.apply(query, this, given) as never
  }
  try {
    await work()
  }
  finally {
    pg.Client.prototype.query = query
  }
  return texts.filter(text => !/^(?:BEGIN|COMMIT|SELECT enter_tenant|SELECT pg_is_in_recovery|SET )/i.test(text))
}
