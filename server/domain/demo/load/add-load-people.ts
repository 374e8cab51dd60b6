import type { LocalDate } from '#shared/utils/local-date'
import type { BulkTransaction } from '../../../infra/db/bulk'
import { sql } from '../../../infra/db/sql'
import type { Tenant } from '../../context'
import { russian } from '../names/russian'

export interface TenantLoad { students: number, today: LocalDate, days: number }

export const GROUP_SIZE = 25
const GROUPS_PER_BRANCH = 20

/**
 * Branches, groups of 25, a teacher for each group and a guardian for each child.
 * Leaves temporary tables `load_groups (n, id, "branchId")` and `load_students (n, id, "group")` behind.
 */
export async function addLoadPeople(tx: BulkTransaction, tenant: Tenant, load: TenantLoad, passwordHash: string): Promise<void> {
  const groups = Math.ceil(load.students / GROUP_SIZE)
  await tx.query(sql`create temporary table load_branches on commit drop as
    select n, uuid7() as id from generate_series(1, ${Math.ceil(groups / GROUPS_PER_BRANCH)}::int) n`)
  await tx.query(sql`create temporary table load_groups on commit drop as
    select g.n, uuid7() as id, b.id as "branchId", uuid7() as "teacherId"
    from generate_series(1, ${groups}::int) g(n) join load_branches b on b.n = (g.n - 1) / ${GROUPS_PER_BRANCH}::int + 1`)
  await tx.query(sql`create temporary table load_students on commit drop as
    select n, uuid7() as id, uuid7() as "guardianId", (n - 1) / ${GROUP_SIZE}::int + 1 as "group",
      (${[...russian.boys]}::text[])[1 + (random() * ${russian.boys.length - 1}::int)::int] as given,
      (${russian.families.map(([man]) => man)}::text[])[1 + (random() * ${russian.families.length - 1}::int)::int] as family
    from generate_series(1, ${load.students}::int) n`)
  await tx.query(sql`analyze load_groups, load_students`)

  const since = sql`${load.today}::date - ${load.days * 2 + 14}::int`
  await tx.query(sql`insert into branches ("tenantId", id, name) select ${tenant.id}::uuid, id, 'Branch ' || n from load_branches`)
  await tx.query(sql`insert into groups ("tenantId", id, "branchId", name) select ${tenant.id}::uuid, id, "branchId", 'Group ' || n from load_groups`)
  await tx.query(sql`insert into terms ("tenantId", name, "startsOn", "endsOn") values (${tenant.id}::uuid, 'Load', ${since}, ${load.today}::date + 60)`)
  await tx.query(sql`insert into group_terms ("tenantId", "groupId", "termId") select ${tenant.id}::uuid, g.id, t.id from load_groups g, terms t`)
  await tx.query(sql`
    insert into users ("tenantId", id, name, "givenName", "familyName", email, "emailVerified")
    select ${tenant.id}::uuid, "teacherId", 'Teacher ' || n, 'Teacher', n::text, 'teacher' || coalesce(nullif(n, 1)::text, '') || '@' || ${tenant.slug}::text || '.example', true from load_groups
    union all
    select ${tenant.id}::uuid, "guardianId", 'Parent ' || family, 'Parent', family, 'parent' || coalesce(nullif(n, 1)::text, '') || '@' || ${tenant.slug}::text || '.example', true from load_students
    union all
    select ${tenant.id}::uuid, uuid7(), 'Admin', 'Admin', '', 'admin@' || ${tenant.slug}::text || '.example', true`)
  await tx.query(sql`
    insert into user_roles ("tenantId", "userId", role)
    select ${tenant.id}::uuid, id, (regexp_match(email, '^[a-z]+'))[1]::role from users`)
  await tx.query(sql`
    insert into accounts ("tenantId", "userId", "accountId", "providerId", password)
    select ${tenant.id}::uuid, id, id::text, 'credential', ${passwordHash} from users where email ~ '^(admin|teacher|parent)@'`)
  await tx.query(sql`
    insert into students ("tenantId", id, name, "givenName", "familyName")
    select ${tenant.id}::uuid, id, given || ' ' || family, given, family from load_students`)
  await tx.query(sql`
    insert into guardianships ("tenantId", "userId", "studentId", relation, "from") select ${tenant.id}::uuid, "guardianId", id, 'mother', ${since} from load_students`)
  await tx.query(sql`
    insert into enrolments ("tenantId", "groupId", "studentId", "from")
    select ${tenant.id}::uuid, g.id, s.id, ${since} from load_students s join load_groups g on g.n = s."group"`)
  await tx.query(sql`
    insert into assignments ("tenantId", "groupId", "userId", role, "from") select ${tenant.id}::uuid, id, "teacherId", 'lead', ${since} from load_groups`)
}
