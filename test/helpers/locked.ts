import pg from 'pg'
import { expect } from 'vitest'

/** Holds an advisory lock of this file's database, at which a test has the server stop. */
export async function locked(key: number) {
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await holder.connect()
  await holder.query('select pg_advisory_lock($1)', [key])
  const waiting = async () => (await holder.query(
    `select 1 from pg_locks where locktype = 'advisory' and objid = $1 and not granted and database = (select oid from pg_database where datname = current_database())`, [key])).rowCount
  return {
    /** Until somebody stands at it. */
    waitedFor: () => expect.poll(waiting).toBeGreaterThan(0),
    open: () => holder.end(),
  }
}
