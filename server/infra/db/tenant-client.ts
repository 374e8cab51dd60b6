import { headStatement, type TenantScope } from './head'
import { shardNamed } from './shards'
import { asStarved } from './starved'

/**
 * A Prisma client that belongs to one tenant, for a library that wants a client and not a door:
 * each operation runs in a transaction of its own under the tenant's row-level security, and what it makes is the tenant's.
 * @param onError told of each error before it is thrown, for a library that keeps errors to itself
 */
export function tenantClient(scope: TenantScope, onError: (error: unknown) => void = () => {}) {
  const { prisma } = shardNamed(scope.tenant.shard)
  return prisma.$extends({
    query: {
      $allModels: {
        async $allOperations({ operation, args, query }) {
          const owned = operation === 'create' && 'data' in args
            ? { ...args, data: { ...args.data, tenantId: scope.tenant.id } }
            : args
          const [, answer] = await prisma.$transaction([prisma.$queryRaw(headStatement(scope, 'write')), query(owned as typeof args)]).catch((error: unknown) => {
            const named = asStarved(error)
            onError(named)
            throw named
          })
          return answer
        },
      },
    },
  })
}
