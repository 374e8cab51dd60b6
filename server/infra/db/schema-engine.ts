import { readFile, readdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { MigrationAdapter } from './migration-adapter'
import type { MigrationList, SchemaEngine, SchemasContainer } from '@prisma/schema-engine-wasm'

// Prisma's CLI downloads a native engine; its WebAssembly build of the same engine comes from the registry
// and speaks through the pg adapter. docs/decisions/0002-prisma-without-the-native-engine.md

export const NO_FILTER = { externalTables: [], externalEnums: [] }

async function engineModule() {
  const specifier = '@prisma/schema-engine-wasm/schema_engine_bg'
  const engine = await import(specifier) as typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: WebAssembly.Exports): void }
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm').replace(/schema_engine\.js$/, 'schema_engine_bg.wasm')
  const { instance } = await WebAssembly.instantiate(await readFile(file), { './schema_engine_bg.js': withoutHold(engine) })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
  return engine
}

/** The engine starts a timer of ten seconds for its lock and never clears it: no process could end before. */
function withoutHold(engine: object): WebAssembly.ModuleImports {
  return Object.fromEntries(Object.entries(engine as WebAssembly.ModuleImports).map(([name, value]) => {
    if (!name.startsWith('__wbg_setTimeout') || typeof value !== 'function') return [name, value]
    return [name, (...args: unknown[]) => {
      const timer: unknown = value(...args)
      if (timer && typeof timer === 'object' && 'unref' in timer && typeof timer.unref === 'function') timer.unref()
      return timer
    }]
  }))
}

let loaded: ReturnType<typeof engineModule> | undefined

/** Runs Prisma's schema engine on one database; the connection is closed when `work` ends. */
export async function withSchemaEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loaded ??= engineModule()
  const { SchemaEngine } = await loaded
  const adapter = new MigrationAdapter(url)
  try {
    const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter))
    try {
      return await work(engine)
    }
    finally {
      engine.free()
    }
  }
  finally {
    await adapter.close()
  }
}

/** Where `schema.prisma` and `migrations/` lie: beside the package, or where `root` says. */
export const prismaFolder = (root = process.cwd()) => resolve(root, 'prisma')

export async function schemaFile(folder = prismaFolder()): Promise<SchemasContainer> {
  return { files: [{ path: 'schema.prisma', content: await readFile(join(folder, 'schema.prisma'), 'utf8') }] }
}

/** The migrations on disk in the order of their names, as the engine wants them. */
export async function migrationList(folder = prismaFolder()): Promise<MigrationList> {
  const baseDir = join(folder, 'migrations')
  const names = (await readdir(baseDir, { withFileTypes: true })).filter(entry => entry.isDirectory()).map(entry => entry.name).sort()
  const migrationDirectories = await Promise.all(names.map(async name => ({
    path: name,
    migrationFile: {
      path: 'migration.sql',
      content: { tag: 'ok' as const, value: await readFile(join(baseDir, name, 'migration.sql'), 'utf8') },
    },
  })))
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories,
  }
}
