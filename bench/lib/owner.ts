import pg from 'pg'

/** As the owner of the database, past row-level security: for what the product would not do. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  }
  finally {
    await client.end()
  }
}

/** The same server, another database. */
export const databaseOf = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href
