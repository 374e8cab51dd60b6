import type { Prisma, PrismaClient } from './generated/client'
import { headStatement, type TenantScope } from './head'
import { atHome } from './home'
import { noteWrite } from './positions'
import { shardNamed } from './shards'
import type { Sql } from './sql'
import { asStarved } from './starved'

/** What follows from an operation of the library: a statement beside it, and something once both are committed. */
export type Echoes = (model: string, operation: string) => { statement: Sql, committed: () => Promise<unknown> } | null

interface Ports {
  echoes: Echoes
  /** Told of each error before it is thrown, for a library that keeps errors to itself. */
  onError: (error: unknown) => void
  /** A condition on the rows of a model that the library finds; the others are not there for it. */
  only: (model: string) => object | null
}

/** An operation of a model on any client: what `query` is on the one that the library was given. */
type Operation = (args: unknown) => Prisma.PrismaPromise<unknown>

function operationOf(prisma: PrismaClient, model: string, operation: string): Operation {
  const models = prisma as unknown as Record<string, Record<string, Operation>>
  const found = models[model.charAt(0).toLowerCase() + model.slice(1)]?.[operation]
  if (!found) throw new TypeError(`Prisma has no ${model}.${operation}`)
  return found
}

/**
 * A Prisma client that belongs to one tenant, for a library that wants a client and not a door:
 * each operation runs in a transaction of its own under the tenant's row-level security, and what it makes is the tenant's.
 */
export function tenantClient(scope: TenantScope, { echoes, onError, only }: Ports = { echoes: () => null, onError: () => {}, only: () => null }) {
  return shardNamed(scope.tenant.shard).prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ model, operation, args }) {
          const narrowed = only(model)
          // Of every model's arguments together the compiler makes more types than it can hold.
          const given: { data?: object, where?: object } = args as object
          const owned = operation === 'create' && given.data
            ? { ...given, data: { ...given.data, tenantId: scope.tenant.id } }
            : narrowed ? { ...given, where: { AND: [given.where ?? {}, narrowed] } } : given
          const access = /^(?:find|count|aggregate|groupBy)/.test(operation) ? 'read' : 'write'
          const echo = echoes(model, operation)
          const answer = await atHome(scope, async (shard) => {
            const { prisma, pulse } = shard
            const [, answered] = await pulse.guard(() => prisma.$transaction([
              prisma.$queryRaw(headStatement(scope, access)), operationOf(prisma, model, operation)(owned),
              ...(echo ? [prisma.$executeRaw(echo.statement)] : []),
            ]))
            if (access === 'write') await noteWrite(shard, scope.tenant.id)
            return answered
          }).catch((error: unknown) => {
            const named = asStarved(error)
            onError(named)
            throw named
          })
          await echo?.committed()
          return answer
        },
      },
    },
  })
}
