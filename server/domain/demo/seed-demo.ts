import { localDateAt, type LocalDate } from '#shared/utils/local-date'
import { passwordHash } from '../../infra/auth/password'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { systemContext, type Tenant } from '../context'
import { DomainError } from '../errors'
import { findOrCreateTenant } from '../schools/find-or-create-tenant'
import { DEMO_ROLES } from './add-people'
import { fillSchool, type Filled } from './fill-school'
import { arsenal } from './schools/arsenal'
import { riverside } from './schools/riverside'

export const DEMO_PASSWORD = 'goalschool-demo'
export const DEMO_SCHOOLS = [arsenal, riverside]
/** Who may sign in to the demo, all with `DEMO_PASSWORD`. */
export const DEMO_ACCOUNTS = DEMO_SCHOOLS.flatMap(({ tenant: { slug } }) => DEMO_ROLES.map(role => `${role}@${slug}.example`))

export interface SeedDemoReport {
  schools: ({ slug: string, day: LocalDate } & Filled)[]
}

/**
 * Makes the demo schools and fills them up to the day of `now` and two weeks on. On a later day it adds the days that
 * are missing; what people changed stays. On the same day it does nothing.
 * @throws DomainError `not_a_demo_school` when a tenant of that name holds other data
 */
export async function seedDemo(now: Date): Promise<SeedDemoReport> {
  const hash = await passwordHash(DEMO_PASSWORD)
  const schools: SeedDemoReport['schools'] = []
  for (const school of DEMO_SCHOOLS) {
    const tenant = await findOrCreateTenant(school.tenant)
    await refuseOthersData(tenant)
    const day = localDateAt(now, tenant.timeZone)
    schools.push({ slug: tenant.slug, day, ...await fillSchool(tenant, school, day, hash) })
  }
  return { schools }
}

async function refuseOthersData(tenant: Tenant): Promise<void> {
  const [found] = await db.query<{ others: boolean }>(systemContext(tenant), sql`
    select exists (select from branches) and not exists (select from audit_entries where action = 'demo.filled') as others`)
  if (found?.others)
    throw new DomainError('not_a_demo_school', { status: 409, detail: `The tenant ${tenant.slug} holds data that is not the demo's; the demo does not touch it.` })
}
