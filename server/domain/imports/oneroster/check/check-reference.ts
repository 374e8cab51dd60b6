import { sql, type Sql } from '../../../../infra/db/sql'
import { check, type Stage } from '../../stage'
import { academicSessions } from '../files/academic-sessions'
import type { BundleFileSpec } from '../files/bundle-file'
import { classes } from '../files/classes'
import { courses } from '../files/courses'
import { orgs } from '../files/orgs'
import { users } from '../files/users'
import type { Modes } from '../stage-bundle'

export interface Reference {
  /** The file in which it stands, in the column `column`. */
  file: BundleFileSpec
  column: string
  /** What to go through: the file's table as `r`, with whatever joins a list apart. */
  rows: Sql
  ref: Sql
  to: BundleFileSpec
  missing: { severity: 'error' | 'warning', code?: 'unverified_reference' }
  /** One of several that may go without taking the row along. */
  listed?: boolean
}

/** What earlier imports stored under this id, by the file from which it came. */
function stored(to: BundleFileSpec, ref: Sql, tenantId: string): Sql {
  const here = (table: Sql, more: Sql) => sql`exists (select from ${table} k where k."tenantId" = ${tenantId}::uuid and ${more})`
  const id = sql`k."sourcedId" = ${ref}`
  switch (to) {
    case orgs: return here(sql`"branches"`, id)
    case academicSessions: return here(sql`"terms"`, id)
    case courses: return here(sql`"groups"`, sql`k."courseSourcedId" = ${ref} and k."courseName" is not null`)
    case classes: return here(sql`"groups"`, sql`${id} and k."endedAt" is null`)
    case users: return sql`(${here(sql`"students"`, sql`${id} and k."endedAt" is null`)}
      or ${here(sql`"users"`, sql`${id} and k."endedAt" is null`)} or ${here(sql`"user_aliases"`, id)})`
    default: throw new Error(`Nothing refers to ${to.name}`)
  }
}

/**
 * Refuses, or warns of, what refers to nothing. A bulk file is the whole truth, so that only it is looked at;
 * otherwise what was imported before counts as well.
 */
export async function checkReference(stage: Stage, modes: Modes, { file, column, rows, ref, to, missing, listed }: Reference): Promise<void> {
  const elsewhere = modes.get(to) === 'bulk' ? sql`false` : stored(to, ref, stage.ctx.tenant.id)
  await check(stage, {
    severity: missing.severity,
    file: file.fileName,
    column,
    code: missing.code ?? 'unknown_reference',
    rows: sql`
      select r."line", ${ref} from ${rows}
      where not r."deleted" and ${ref} is not null
        and not exists (select from ${to.table} t where t."sourcedId" = ${ref})
        and not ${elsewhere}`,
  })
  await check(stage, {
    severity: listed || missing.severity === 'warning' ? 'warning' : 'drop',
    file: file.fileName,
    column,
    code: 'to_be_deleted',
    rows: sql`
      select r."line", ${ref} from ${rows}
      where not r."deleted" and exists (select from ${to.table} t where t."sourcedId" = ${ref} and t."deleted")`,
  })
}
