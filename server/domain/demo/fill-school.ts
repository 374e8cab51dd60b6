import type { LocalDate } from '#shared/utils/local-date'
import type { BulkTransaction } from '../../infra/db/bulk'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { systemContext, type Tenant } from '../context'
import { emit } from '../events/emit'
import { addFeedback, addTakenAlert } from './add-feedback'
import { addCare } from './add-care'
import { addLessons } from './add-lessons'
import { addMarks } from './add-marks'
import { addPeople } from './add-people'
import { addProgress } from './add-progress'
import { addExceptions, keepClosedDays } from './add-timetable'
import { demoDay } from './demo-day'
import type { DemoSchool } from './demo-school'

export interface Filled {
  state: 'filled' | 'rolled forward' | 'unchanged'
  /** Rows by kind. */
  added: Record<string, number>
}

/** Fills one school in one transaction, all or nothing; who comes second finds it done. */
export async function fillSchool(tenant: Tenant, school: DemoSchool, today: LocalDate, passwordHash: string): Promise<Filled> {
  return db.bulk(systemContext(tenant), async (tx) => {
    await tx.query(sql`select pg_advisory_xact_lock(hashtextextended('demo ' || ${tenant.id}, 0))`)
    const lastFilled = await lastFilledOn(tx)
    if (lastFilled && lastFilled >= today) return { state: 'unchanged', added: {} }
    const day = demoDay({ ...school, tenant: { ...school.tenant, timeZone: tenant.timeZone } }, today, lastFilled)
    const people = lastFilled ? {} : await addPeople(tx, tenant.id, day, passwordHash)
    const lessons = await addLessons(tx, tenant.id, day)
    if (!lastFilled) {
      await addCare(tx, tenant.id, day)
      await addExceptions(tx, tenant, day)
    }
    await keepClosedDays(tx, day)
    const added = {
      ...people, ...lessons, marks: await addMarks(tx, tenant.id, day), ...await addProgress(tx, tenant, day, lastFilled),
      feedback: await addFeedback(tx, tenant.id, day),
    }
    await addTakenAlert(tx, tenant.id, day)
    await tx.query(sql`
      insert into audit_entries ("tenantId", "action", "requestId", "details")
      values (${tenant.id}::uuid, 'demo.filled', 'system', ${JSON.stringify({ day: today, added })}::jsonb)`)
    await emit(tx, { tenant }, { name: 'school.changed', payload: {} })
    return { state: lastFilled ? 'rolled forward' : 'filled', added }
  })
}

async function lastFilledOn(tx: BulkTransaction): Promise<LocalDate | undefined> {
  const [last] = await tx.query<{ day: LocalDate | null }>(sql`select max(details->>'day') as day from audit_entries where action = 'demo.filled'`)
  return last?.day ?? undefined
}
