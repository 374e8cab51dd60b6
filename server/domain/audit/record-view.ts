import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import type { TenantScope } from '../../infra/db/head'
import { sql } from '../../infra/db/sql'
import { log } from '../../infra/log'

interface View { actorId: string, action: string, subject: string, subjectId: string, requestId: string, at: string }
interface Waiting { scope: TenantScope, views: View[] }

const WAIT_MS = 1_000
const BATCH = 500
/** While a database is away; beyond it the oldest are given up, and the log says how many. */
const MOST_WAITING = 20_000

const waiting = new Map<string, Waiting>()
let timer: NodeJS.Timeout | undefined
let writing: Promise<void> = Promise.resolve()

/**
 * Notes in the audit log that somebody looked at a contact, a medical note or private feedback. Nobody waits for it:
 * views are written within a second, many at once; `writeViews` at a stop writes what is left.
 * @param action `noun.verb`, such as `contact.viewed`
 */
export function recordView(ctx: TenantContext<Viewer>, action: string, subject: string, subjectId: string): void {
  const { tenant, viewer, requestId } = ctx
  const tenants = waiting.get(tenant.id) ?? { scope: { tenant: { id: tenant.id, shard: tenant.shard } }, views: [] }
  waiting.set(tenant.id, tenants)
  tenants.views.push({ actorId: viewer.userId, action, subject, subjectId, requestId, at: new Date().toISOString() })
  timer ??= setTimeout(() => void writeViews(), WAIT_MS).unref()
}

/** Writes the views that wait; those that cannot be written now wait on. */
export function writeViews(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  writing = writing.then(writeAll)
  return writing
}

async function writeAll(): Promise<void> {
  const batches = [...waiting.values()]
  waiting.clear()
  for (const batch of batches) {
    while (batch.views.length > 0) {
      const views = batch.views.slice(0, BATCH)
      const error = await insert(batch.scope, views).then(() => null, (reason: unknown) => reason)
      if (error) {
        log.error({ error, views: batch.views.length }, 'views are not in the audit log yet')
        keep(batch)
        break
      }
      batch.views.splice(0, views.length)
    }
  }
}

function keep({ scope, views }: Waiting): void {
  const later = waiting.get(scope.tenant.id)?.views ?? []
  const all = [...views, ...later]
  const lost = all.length - MOST_WAITING
  if (lost > 0) log.error({ lost }, 'views were given up: too many wait for the audit log')
  waiting.set(scope.tenant.id, { scope, views: all.slice(Math.max(0, lost)) })
  timer ??= setTimeout(() => void writeViews(), WAIT_MS).unref()
}

async function insert(scope: TenantScope, views: View[]): Promise<void> {
  await db.change(scope, tx => tx.$executeRaw(sql`
    INSERT INTO audit_entries ("tenantId", at, "actorId", action, subject, "subjectId", "requestId")
    SELECT ${scope.tenant.id}::uuid, v.at, v."actorId", v.action, v.subject, v."subjectId", v."requestId"
    FROM jsonb_to_recordset(${JSON.stringify(views)}::jsonb)
      AS v (at timestamptz, "actorId" uuid, action text, subject text, "subjectId" uuid, "requestId" text)`))
}
