import { type Tenant, systemContext } from '../../context'
import type { Consumer } from '../../events/relay'
import type { Envelope } from '../../events/events'
import { findTenantById } from '../../schools/directory'
import { db } from '../../../infra/db/db'
import { ids, type Sql, sql } from '../../../infra/db/sql'
import { giveAwards } from './give-awards'
import { due, standings } from './standings'

const CHUNK = 500

/** Whom an event may have earned something; null: everybody. A lesson with marks is not called off, so what counts comes by registers, imports and merges. */
function studentsOf(envelope: Envelope): string[] | null | undefined {
  switch (envelope.name) {
    case 'register.changed':
    case 'assessment.created':
    case 'assessment.corrected': return envelope.payload.studentIds
    case 'achievement.changed':
    case 'skill.changed':
    case 'school.changed': return null
    default: return undefined
  }
}

/** Looks first, by a read: hardly any register earns anybody anything. */
async function awardTo(tenant: Tenant, which: Sql): Promise<void> {
  const ctx = systemContext(tenant)
  const [earned] = await db.query<{ earned: boolean }>(ctx, sql`WITH ${standings(ctx, which)} SELECT EXISTS (SELECT 1 FROM standing WHERE ${due(ctx)}) AS earned`)
  if (earned?.earned) await db.change(ctx, tx => giveAwards(tx, ctx, which))
}

/** The students of a tenant, some hundred at a time. */
async function awardToAll(tenant: Tenant): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const page = await db.query<{ id: string }>(systemContext(tenant), sql`
      SELECT s.id FROM students s WHERE s."tenantId" = ${tenant.id}::uuid AND s."endedAt" IS NULL AND s.id > ${after}::uuid ORDER BY s.id LIMIT ${CHUNK}::int`)
    const last = page.at(-1)
    if (!last) return
    await awardTo(tenant, sql`s.id = ANY(${ids(page.map(({ id }) => id))})`)
    after = last.id
  }
}

/** What the events of one turn of the relay have earned, for each tenant together. */
const waiting = new Map<string, { students: Set<string> | null, work: Promise<void> }>()

async function workOff(tenantId: string): Promise<void> {
  // The relay hands over a batch in one turn of the event loop; after it nothing joins any more.
  await new Promise(resolve => setImmediate(resolve))
  const students = waiting.get(tenantId)?.students
  waiting.delete(tenantId)
  const tenant = await findTenantById(tenantId)
  if (!tenant || students === undefined) return
  await (students ? awardTo(tenant, sql`s.id = ANY(${ids([...students])})`) : awardToAll(tenant))
}

/**
 * Gives the awards that a register, a new rule, an import or a merge has earned. Assessments give theirs themselves; here are those that
 * two saves of the same moment earned together.
 */
export const awardDue: Consumer = async (envelope) => {
  const students = studentsOf(envelope)
  if (students === undefined) return
  const known = waiting.get(envelope.tenantId)
  const entry = known ?? { students: new Set<string>(), work: Promise.resolve() }
  if (students === null) entry.students = null
  else for (const id of students) entry.students?.add(id)
  if (!known) {
    waiting.set(envelope.tenantId, entry)
    entry.work = workOff(envelope.tenantId)
  }
  await entry.work
}
