import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>

/** The adapter's own way to the driver; the version of the adapter is pinned for its sake. */
interface Driver { performIO(query: unknown): Promise<pg.QueryArrayResult> }

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const parsed = new URL(url)
  parsed.pathname = `/${database}`
  return parsed.href
}

// The pg adapter cuts a script at every semicolon, through function bodies as well, and runs the pieces one by
// one. Sent whole, the server parses it itself and takes it as one transaction: a migration is applied or is not.
function forMigrations(adapter: Adapter, url: string): Adapter {
  const driver = adapter as unknown as Driver
  const performIO = driver.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  // The catalogue's one-letter columns are of type "char", which the adapter refuses; the engine wants characters.
  let letters: number[] = []
  driver.performIO = async (query) => {
    const result = await performIO(query)
    letters = result.fields.flatMap((field, index) => field.dataTypeID === pg.types.builtins.CHAR ? [index] : [])
    for (const index of letters) result.fields[index]!.dataTypeID = pg.types.builtins.TEXT
    return result
  }
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of letters) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  adapter.executeScript = async (script) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(script)
    }
    finally {
      await client.end()
    }
  }
  return adapter
}

/** Prisma's pg adapter as migrations need it: whole scripts, and a shadow database that is gone afterwards. */
export class MigrationAdapter extends PrismaPg {
  private readonly opened: Adapter[] = []

  constructor(private readonly url: string) {
    super({ connectionString: url })
  }

  override async connect(): Promise<Adapter> {
    const adapter = forMigrations(await super.connect(), this.url)
    this.opened.push(adapter)
    return adapter
  }

  /** The engine leaves its connections to their idle timeout: ten seconds in which no process can end. */
  async close(): Promise<void> {
    await Promise.all(this.opened.splice(0).map(adapter => adapter.dispose()))
  }

  override async connectToShadowDb(): Promise<Adapter> {
    const name = `goalschool_shadow_${randomUUID().replaceAll('-', '')}`
    const admin = new pg.Client({ connectionString: this.url })
    await admin.connect()
    await admin.query(`CREATE DATABASE "${name}"`)
    const shadowUrl = withDatabase(this.url, name)
    const adapter = forMigrations(await new PrismaPg({ connectionString: shadowUrl }).connect(), shadowUrl)
    const dispose = adapter.dispose.bind(adapter)
    adapter.dispose = async () => {
      await dispose()
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
      await admin.end()
    }
    return adapter
  }
}
