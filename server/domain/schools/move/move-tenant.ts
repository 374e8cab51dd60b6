import { config } from '../../../infra/config'
import { asOnlyMover, type Mover, openMover } from '../../../infra/db/mover'
import type { Tenant } from '../../context'
import { DomainError } from '../../errors'
import { requireTenant } from '../describe-tenant'
import { forgetDirectory } from '../directory'
import { copyRows } from './copy-rows'
import { cutOver } from './cut-over'
import { settle } from './settle'
import { assertKept, type Sums } from './sums'
import { sweepShard } from './sweep-shard'
import { beginAttempt } from './tenant-home'
import { tenantTables } from './tenant-tables'
import { forgetMove, noteMove, noteStep } from './unfinished-moves'
import { stopWatching, watchChanges } from './watch-changes'

/** Told of each step once it is done; the move goes on when it returns. */
export type TellStep = (step: string, details?: Record<string, unknown>) => unknown

export interface MoveOptions {
  tell?: TellStep
  /** How long reads that began at the old home may still go on before its rows are taken away: longer than any read may take. */
  graceMs?: number
}

export interface MoveReport {
  slug: string
  from: string
  to: string
  /** False when the tenant lived there already: then only what an abandoned move left was taken away. */
  moved: boolean
  /** Of each table: how many rows, and the checksum that both copies agreed on. */
  tables: Sums
  /** How long writes were held. */
  heldMs: number
  seconds: number
  /** Rows taken away from shards that are not the tenant's home. */
  removed: number
}

const GRACE_MS = 20_000

/**
 * Moves a tenant to another shard while it is served. It may be killed at any point and run again, and is undone by
 * moving the tenant to where it is.
 * @throws DomainError `unknown_tenant`, `unknown_shard`, `move_under_way` 409, `shards_differ` 409, `copies_differ` 409
 */
export async function moveTenant(slug: string, to: string, { tell = () => {}, graceMs = GRACE_MS }: MoveOptions = {}): Promise<MoveReport> {
  const shards = Object.keys(config().shards)
  if (!shards.includes(to)) throw new DomainError('unknown_shard', { detail: `There is no shard ${to}; there are: ${shards.join(', ')}.` })
  forgetDirectory()
  const tenant = await requireTenant(slug)
  const turn = await asOnlyMover(tenant.id, () => withMovers(tenant.id, shards, movers => move(tenant, movers, to, { tell, graceMs })))
  if (!turn) throw new DomainError('move_under_way', { status: 409, detail: `${slug} is being moved by another process.` })
  return turn.answer
}

type Movers = (shard: string) => Promise<Mover>

async function withMovers<T>(tenantId: string, shards: string[], work: (movers: Movers) => Promise<T>): Promise<T> {
  const open = new Map<string, Promise<Mover>>()
  const movers: Movers = (shard) => {
    if (!shards.includes(shard)) throw new DomainError('unknown_shard', { detail: `The tenant is on ${shard}, which SHARDS does not name.` })
    const known = open.get(shard) ?? openMover(shard, tenantId)
    open.set(shard, known)
    return known
  }
  try {
    return await work(movers)
  }
  finally {
    for (const mover of open.values()) await mover.then(({ end }) => end(), () => {})
  }
}

async function move(tenant: Tenant, movers: Movers, to: string, { tell: tellCaller, graceMs }: Required<MoveOptions>): Promise<MoveReport> {
  const started = performance.now()
  const from = await settle(tenant, movers)
  const [source, target] = [await movers(from), await movers(to)]
  const tables = await tenantTables(source, target)
  let cut: { sums: Sums, heldMs: number } = { sums: {}, heldMs: 0 }
  await noteMove(tenant.id, from, to)
  const tell: TellStep = async (step, details) => {
    await noteStep(tenant.id, step)
    await tellCaller(step, details)
  }
  // Whatever an earlier attempt left: of a copy, or, where the tenant is, of the watch over it.
  const epoch = await beginAttempt(source, tenant.id)
  let removed = 0
  if (from !== to) {
    removed += await sweepShard(target, tables, tenant.id, from, graceMs)
    await tell('swept', { removed })
    await watchChanges(source, tables, tenant.id)
    await tell('watching')
    await copyRows(source, target, tables, tenant.id, (table, rows) => tell('copied', { table, rows }))
    cut = await cutOver({ tenant, source, target, tables, epoch, tell })
    await tell('opened', { heldMs: cut.heldMs })
    await settle(tenant, movers)
    await tell('listed')
    await assertKept(source, tables, tenant.id, cut.sums)
    await tell('compared once more')
  }
  else await stopWatching(source, tenant.id)
  await tell('removing')
  let swept = true
  for (const shard of Object.keys(config().shards)) {
    if (shard === to) continue
    try {
      removed += await sweepShard(await movers(shard), tables, tenant.id, to, graceMs)
    }
    catch (error) {
      // The move is done; a shard that has nothing to do with it may be away.
      if (shard === from) throw error
      swept = false
      await tell('not swept', { shard, reason: error instanceof Error ? error.message : String(error) })
    }
  }
  if (swept) await forgetMove(tenant.id)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  return { slug: tenant.slug, from, to, moved: from !== to, tables: cut.sums, heldMs: cut.heldMs, seconds, removed }
}
