import { defineCommand } from 'citty'
import { listShards } from '../server/domain/schools/list-shards'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

type Shard = Awaited<ReturnType<typeof listShards>>[number]

const columns = (shard: Shard) => [shard.name, shard.region, `${shard.tenants} tenants`, shard.state, shard.problem ?? ''].join('\t')

const lag = ({ lagSeconds, lagBytes }: Shard['replicas'][number]) =>
  lagSeconds === undefined ? '' : `${lagSeconds.toFixed(1)} s and ${lagBytes} bytes behind`

const whatToRun = ([end, undo]: string[]) => [end && `to end it: ${end}`, undo && `to undo it: ${undo}`].filter(Boolean).join('; ')

const inFull = (shard: Shard) => [
  columns(shard), ...shard.replicas.map(replica => ['', 'replica', replica.name, replica.state, replica.problem ?? lag(replica)].join('\t')),
  ...shard.moves.map(move => ['', 'move', `${move.slug} from ${move.from} to ${move.to}`, move.state, `since ${move.startedAt}, last done: ${move.step}`, whatToRun(move.run)].join('\t')),
]

const fine = (shard: Shard) => [shard, ...shard.replicas].every(({ state }) => state === 'ok') && shard.moves.every(({ state }) => state === 'under_way')

const list = defineCommand({
  meta: { name: 'list', description: 'the shards and how many tenants live on each' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const shards = await listShards()
    print(args.json, shards, () => shards.map(columns))
  }),
})

const check = defineCommand({
  meta: { name: 'check', description: 'whether every shard answers and holds the tenants that the directory says, how far its replicas are behind, and which moves were abandoned' },
  args: jsonFlag,
  run: ({ args }) => withDatabase(async () => {
    const shards = await listShards()
    print(args.json, shards, () => shards.flatMap(inFull))
    if (!shards.every(fine)) process.exitCode = 1
  }),
})

export const shardCommand = defineCommand({ meta: { name: 'shard', description: 'databases that hold tenants' }, subCommands: { list, check } })
