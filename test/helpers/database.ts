import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of its own with the migrated schema and no rows; dropped with `dropDatabase`. */
export async function cloneDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await runSql(inject('postgresUrl'), `create database ${name} template template_goalschool strategy file_copy`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}

/** Drops a database whoever is still connected. */
export async function dropDatabase(url: string): Promise<void> {
  await runSql(inject('postgresUrl'), `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`)
}

/** One statement on a connection of its own. */
export async function runSql<Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  }
  finally {
    await client.end()
  }
}
