import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { from, to } from 'pg-copy-streams'

/** What an import writes, whatever is referred to before what refers to it. */
const TABLES = ['branches', 'terms', 'users', 'user_roles', 'students', 'groups', 'group_terms', 'guardianships', 'enrolments', 'assignments']

/** Tables like the product's, with the same defaults, checks, keys and indexes, in the schema `plain`. */
export async function makePlainTables(client: Client): Promise<void> {
  await client.query('CREATE SCHEMA plain')
  for (const table of TABLES) await client.query(`CREATE TABLE plain.${table} (LIKE public.${table} INCLUDING ALL)`)
  const { rows } = await client.query<{ table: string, key: string }>(`
    SELECT c.conrelid::regclass::text AS table, pg_get_constraintdef(c.oid) AS key FROM pg_constraint c
    WHERE c.contype = 'f' AND c.conrelid::regclass::text = ANY($1) AND c.confrelid::regclass::text = ANY($1)`, [TABLES])
  for (const { table, key } of rows) await client.query(`ALTER TABLE plain.${table} ADD ${key.replace('REFERENCES ', 'REFERENCES plain.')}`)
}

const fileOf = (folder: string, table: string) => join(folder, `${table}.copy`)

/** Writes a tenant's rows into files. @returns how many there are */
export async function dumpRows(client: Client, tenantId: string, folder: string): Promise<number> {
  let rows = 0
  for (const table of TABLES) {
    const source = client.query(to(`COPY (SELECT * FROM public.${table} WHERE "tenantId" = '${tenantId}') TO STDOUT`))
    await pipeline(source, createWriteStream(fileOf(folder, table)))
    rows += source.rowCount
  }
  return rows
}

/** Brings them from the files into the plain tables, in one transaction. */
export async function copyRows(client: Client, folder: string): Promise<void> {
  await client.query('BEGIN')
  for (const table of TABLES) await pipeline(createReadStream(fileOf(folder, table)), client.query(from(`COPY plain.${table} FROM STDIN`)))
  await client.query('COMMIT')
}

export const emptyPlainTables = (client: Client) => client.query(`TRUNCATE ${TABLES.map(table => `plain.${table}`).join(', ')}`)
