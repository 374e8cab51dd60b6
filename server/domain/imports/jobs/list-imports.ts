import type { ImportIssue, ImportView } from '#shared/schemas/imports'
import { toPage, type Paged } from '#shared/schemas/paging'
import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import type { TenantContext } from '../../context'
import { notInSight } from '../../errors'
import { newTally } from '../summary'

type Row = Omit<ImportView, 'createdAt' | 'finishedAt'> & { createdAt: Date, finishedAt: Date | null }

const columns = sql`
  i."id", i."kind", i."state", i."partial", i."fileName", i."size", i."progress", i."failure",
  i."summary" - 'errors' - 'warnings' as "summary", u."name" as "createdBy", i."createdAt", i."finishedAt"`
const tables = sql`"imports" i left join "users" u on u."tenantId" = i."tenantId" and u."id" = i."createdBy"`

const toView = ({ createdAt, finishedAt, summary, ...row }: Row): ImportView =>
  ({ ...row, summary: summary && withAllKinds(summary), createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null })

/** What a process of an earlier release wrote knows fewer kinds. */
function withAllKinds(summary: NonNullable<ImportView['summary']>): NonNullable<ImportView['summary']> {
  const { added, changed, removed, unchanged } = newTally()
  return {
    ...summary, added: { ...added, ...summary.added }, changed: { ...changed, ...summary.changed },
    removed: { ...removed, ...summary.removed }, unchanged: { ...unchanged, ...summary.unchanged },
  }
}

/** The imports of the tenant, the latest first. */
export async function listImports(ctx: TenantContext, paged: Paged) {
  const rows = await db.query<Row & { total: number }>(ctx, sql`
    select ${columns}, count(*) over () as "total"
    from ${tables}
    where i."tenantId" = ${ctx.tenant.id}::uuid
    order by i."createdAt" desc, i."id" desc
    limit ${paged.limit} offset ${(paged.page - 1) * paged.limit}`)
  return toPage(rows.map(({ total, ...row }) => toView(row)), paged, rows[0]?.total ?? 0)
}

/** @throws DomainError `not_found` */
export async function findImport(ctx: TenantContext, id: string): Promise<ImportView> {
  const [row] = await db.query<Row>(ctx, sql`
    select ${columns} from ${tables} where i."tenantId" = ${ctx.tenant.id}::uuid and i."id" = ${id}::uuid`)
  if (!row) throw notInSight()
  return toView(row)
}

/** The refused rows of an import, or its warnings, as far as they are listed. @throws DomainError `not_found` */
export async function listImportIssues(ctx: TenantContext, id: string, { severity, ...paged }: Paged & { severity: 'error' | 'warning' }) {
  const key = severity === 'error' ? 'errors' : 'warnings'
  const first = (paged.page - 1) * paged.limit
  const [row] = await db.query<{ data: ImportIssue[] | null, total: number | null }>(ctx, sql`
    select
      jsonb_array_length(i."summary" -> ${key}::text) as "total",
      jsonb_path_query_array(i."summary" -> ${key}::text, '$[$first to $last]', jsonb_build_object('first', ${first}::int, 'last', ${first + paged.limit - 1}::int)) as "data"
    from "imports" i where i."tenantId" = ${ctx.tenant.id}::uuid and i."id" = ${id}::uuid`)
  if (!row) throw notInSight()
  return toPage(row.data ?? [], paged, row.total ?? 0)
}
