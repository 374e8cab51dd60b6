import { z } from 'zod'
import { localToday, type LocalDate } from '#shared/utils/local-date'
import { passwordHash } from '../../infra/auth/password'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { systemContext } from '../context'
import { createTenant } from '../schools/create-tenant'
import { addLoadLessons } from './load/add-load-lessons'
import { addLoadPeople } from './load/add-load-people'
import { DEMO_PASSWORD } from './seed-demo'

export const loadSize = z.strictObject({
  tenants: z.coerce.number().int().min(1).max(10_000),
  /** Of each tenant. */
  students: z.coerce.number().int().min(1).max(1_000_000),
  /** Lesson days of each group, the last of them yesterday. */
  days: z.coerce.number().int().min(1).max(1_000),
})
export type LoadSize = z.infer<typeof loadSize>

export interface LoadedTenant {
  slug: string
  students: number
  lessons: number
  marks: number
}

/**
 * Makes new tenants `load-1`, `load-2`, … of a real size, each in a transaction of its own, so that a break leaves whole tenants.
 * Each has `admin@`, `teacher@` and `parent@<slug>.example` with the demo's password.
 * Rows are made where they stay, in statements of a bounded number of rows.
 */
export async function seedLoad(size: LoadSize, now: Date, onTenant: (tenant: LoadedTenant) => void = () => {}): Promise<LoadedTenant[]> {
  const hash = await passwordHash(DEMO_PASSWORD)
  const first = await firstFreeNumber()
  const made: LoadedTenant[] = []
  for (let i = 0; i < size.tenants; i++) {
    const loaded = await loadTenant(`load-${first + i}`, size, now, hash)
    onTenant(loaded)
    made.push(loaded)
  }
  return made
}

async function loadTenant(slug: string, { students, days }: LoadSize, now: Date, hash: string): Promise<LoadedTenant> {
  const tenant = await createTenant({ slug, name: `Load ${slug.slice(5)}`, timeZone: 'Europe/Kyiv', locale: 'en' })
  const today: LocalDate = localToday(tenant, now)
  return db.bulk(systemContext(tenant), async (tx) => {
    await addLoadPeople(tx, tenant, { students, today, days }, hash)
    return { slug, students, ...await addLoadLessons(tx, tenant, { students, today, days }) }
  })
}

async function firstFreeNumber(): Promise<number> {
  const [last] = await db.control<{ number: number }>(sql`
    select coalesce(max(substring(slug from 6)::int), 0) as number from control.tenants where slug ~ '^load-[0-9]{1,6}$'`)
  return (last?.number ?? 0) + 1
}
