import { defineCommand } from 'citty'
import { listShards } from '../server/domain/schools/list-shards'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

const columns = (shard: Awaited<ReturnType<typeof listShards>>[number]) =>
  [shard.name, shard.region, `${shard.tenants} tenants`, shard.state, shard.problem ?? ''].join('\t')

const list = defineCommand({
  meta: { name: 'list', description: 'the shards and how many tenants live on each' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const shards = await listShards()
    print(args.json, shards, () => shards.map(columns))
  }),
})

const check = defineCommand({
  meta: { name: 'check', description: 'whether every shard answers, is migrated, and holds the tenants that the directory says' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const shards = await listShards()
    print(args.json, shards, () => shards.map(columns))
    if (shards.some(shard => shard.state !== 'ok')) process.exitCode = 1
  }),
})

export const shardCommand = defineCommand({ meta: { name: 'shard', description: 'databases that hold tenants' }, subCommands: { list, check } })
