import type { TenantContext, Viewer } from '../../context'
import type { Sql } from '../../../infra/db/sql'

/** Whose record it is, and for whom it is written. */
export interface RecordScope {
  ctx: TenantContext<Viewer>
  studentId: string
  /** A family sees no private words of the staff, and nothing of another guardian. */
  forFamily: boolean
}

/** One kind of thing that is kept of a student. */
export interface RecordKind {
  /** Its key in the JSON, and the name of its CSV. */
  name: string
  /** The tables that it answers for. */
  tables: readonly string[]
  columns: readonly string[]
  /** What is kept, by column; without ids of other people. */
  rows: (scope: RecordScope) => Sql
  /** What makes it nobody's; figures stay. Left out where nothing in it says whose it was. */
  erase?: (scope: Pick<RecordScope, 'ctx' | 'studentId'>) => Sql[]
}

export const tenantOf = ({ ctx }: Pick<RecordScope, 'ctx'>): string => ctx.tenant.id
