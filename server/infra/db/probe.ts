import pg from 'pg'

/** Whether a server answers a query under this address now. */
export async function databaseAnswers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  }
  catch {
    return false
  }
  finally {
    await client.end().catch(() => {})
  }
}

/** Makes a database on the server of `url`, unless there is one of that name. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  }
  catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42P04')) throw error
  }
  finally {
    await client.end()
  }
}
