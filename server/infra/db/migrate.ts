import pg from 'pg'
import { migrationList, NO_FILTER, prismaFolder, schemaFile, withSchemaEngine } from './schema-engine'

/** Any constant will do, as long as every release uses the same one. */
const MIGRATION_LOCK = 7_461_001

/**
 * Applies the migrations that a database has not had yet, one runner at a time.
 * @returns the names that were applied; none when it was up to date
 */
export async function migrate(url: string, folder = prismaFolder()): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url })
  await lock.connect()
  try {
    // The session holds it, so it goes with the connection when the runner dies.
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const migrationsList = await migrationList(folder)
    return await withSchemaEngine(url, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: NO_FILTER })
      return appliedMigrationNames
    })
  }
  finally {
    await lock.end()
  }
}

/** The SQL that brings a migrated database to `schema.prisma`; empty when they agree. */
export async function schemaDifference(url: string, folder = prismaFolder()): Promise<string> {
  const [schema, migrations] = await Promise.all([schemaFile(folder), migrationList(folder)])
  return withSchemaEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...migrations },
      to: { tag: 'schemaDatamodel', ...schema },
      script: true, exitCode: null, filters: NO_FILTER,
    })
    const text = stdout?.trim() ?? ''
    return text.includes('This is an empty migration') ? '' : text
  })
}
