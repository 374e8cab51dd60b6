import { config } from '../config'
import { addressOf } from './address'
import { db } from './db'
import { migrate } from './migrate'
import { sql } from './sql'

/**
 * Brings the control database and every shard to this release, and registers the shards.
 * @returns the migrations applied, by database
 */
export async function migrateAll(): Promise<Record<string, string[]>> {
  const { databaseUrl, shards } = config()
  const targets = new Map<string, string>()
  if (databaseUrl) targets.set('control', databaseUrl)
  for (const [name, { primary }] of Object.entries(shards)) if (primary !== databaseUrl) targets.set(name, primary)
  const applied: Record<string, string[]> = {}
  for (const [name, url] of targets) applied[name] = await migrate(addressOf(url).direct)
  for (const [name, { region }] of Object.entries(shards)) {
    await db.control(sql`INSERT INTO control.shards (name, region) VALUES (${name}, ${region})
      ON CONFLICT (name) DO UPDATE SET region = excluded.region`)
  }
  return applied
}
