import { headStatement, type TenantScope } from './head'
import { shardNamed } from './shards'
import type { Sql } from './sql'
import { asStarved } from './starved'

/** What follows from an operation of the library: a statement beside it, and something once both are committed. */
export type Echoes = (model: string, operation: string) => { statement: Sql, committed: () => Promise<unknown> } | null

interface Ports {
  echoes: Echoes
  /** Told of each error before it is thrown, for a library that keeps errors to itself. */
  onError: (error: unknown) => void
}

/**
 * A Prisma client that belongs to one tenant, for a library that wants a client and not a door:
 * each operation runs in a transaction of its own under the tenant's row-level security, and what it makes is the tenant's.
 */
export function tenantClient(scope: TenantScope, { echoes, onError }: Ports = { echoes: () => null, onError: () => {} }) {
  const { prisma } = shardNamed(scope.tenant.shard)
  return prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ model, operation, args, query }) {
          const owned = operation === 'create' && 'data' in args
            ? { ...args, data: { ...args.data, tenantId: scope.tenant.id } }
            : args
          const echo = echoes(model, operation)
          const [, answer] = await prisma.$transaction([
            prisma.$queryRaw(headStatement(scope, 'write')), query(owned as typeof args), ...(echo ? [prisma.$executeRaw(echo.statement)] : []),
          ]).catch((error: unknown) => {
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
