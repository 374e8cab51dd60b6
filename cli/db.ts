import { defineCommand } from 'citty'
import { config } from '../server/infra/config'
import { addressOf } from '../server/infra/db/address'
import { schemaDifference } from '../server/infra/db/migrate'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

const migrate = defineCommand({
  meta: { name: 'migrate', description: 'bring the control database and every shard to this release' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async (applied) => {
    print(args.json, applied, () => Object.entries(applied).map(([name, migrations]) => `${name}: ${migrations.join(', ') || 'up to date'}`))
  }),
})

const diff = defineCommand({
  meta: { name: 'diff', description: 'the SQL that brings the migrations to schema.prisma' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const { databaseUrl, shards } = config()
    const text = await schemaDifference(addressOf(databaseUrl ?? Object.values(shards)[0]?.primary ?? '').direct)
    print(args.json, { sql: text }, () => [text || '-- schema.prisma and the migrations agree'])
  }),
})

export const dbCommand = defineCommand({ meta: { name: 'db', description: 'the schema of the databases' }, subCommands: { migrate, diff } })
