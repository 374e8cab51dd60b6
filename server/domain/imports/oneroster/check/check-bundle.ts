import { sql } from '../../../../infra/db/sql'
import { check, leaveOut, type Stage } from '../../stage'
import { dropDuplicates } from '../drop-duplicates'
import { academicSessions } from '../files/academic-sessions'
import { categories } from '../files/categories'
import { classes } from '../files/classes'
import { courses } from '../files/courses'
import { demographics } from '../files/demographics'
import { enrollments } from '../files/enrollments'
import { lineItems } from '../files/line-items'
import { orgs } from '../files/orgs'
import { results } from '../files/results'
import { roles } from '../files/roles'
import { users } from '../files/users'
import type { Modes } from '../stage-bundle'
import { checkReference, type Reference } from './check-reference'
import { checkRoles } from './check-roles'

/**
 * Checks what no row shows by itself: ids and references. Files come in the order in which they refer to
 * one another, so that whatever refers to a refused row is refused with it.
 */
export async function checkBundle(stage: Stage, modes: Modes): Promise<void> {
  const refers = (reference: Reference) => checkReference(stage, modes, reference)
  // A district is not kept, so it can only be looked up where orgs.csv is complete.
  const anyOrg = modes.get(orgs) === 'bulk' ? { severity: 'error' } as const : { severity: 'warning', code: 'unverified_reference' } as const
  const withIds = [orgs, academicSessions, courses, classes, users, demographics, enrollments, categories, lineItems, results]
  for (const spec of withIds) await dropDuplicates(stage, spec)

  await refers({ file: orgs, column: 'parentSourcedId', rows: sql`"in_orgs" r`, ref: sql`r."parent"`, to: orgs, missing: { severity: 'warning' } })

  await refers({ file: academicSessions, column: 'parentSourcedId', rows: sql`"in_academicSessions" r`, ref: sql`r."parent"`, to: academicSessions, missing: { severity: 'warning' } })

  await checkSchools(stage)
  await refers({ file: classes, column: 'schoolSourcedId', rows: sql`"in_classes" r`, ref: sql`r."school"`, to: orgs, missing: { severity: 'error' } })
  await refers({ file: classes, column: 'termSourcedIds', rows: sql`"in_classes" r cross join unnest(r."terms") as l ("ref")`, ref: sql`l."ref"`, to: academicSessions, missing: { severity: 'error' }, listed: true })
  await refers({ file: classes, column: 'courseSourcedId', rows: sql`"in_classes" r`, ref: sql`r."course"`, to: courses, missing: { severity: 'warning' } })
  await leaveOut(stage, classes.table, classes.fileName)

  await refers({ file: users, column: 'orgSourcedIds', rows: sql`"in_users" r cross join unnest(r."orgs") as l ("ref")`, ref: sql`l."ref"`, to: orgs, missing: anyOrg, listed: true })
  await leaveOut(stage, users.table, users.fileName)
  await refers({ file: roles, column: 'userSourcedId', rows: sql`"in_roles" r`, ref: sql`r."person"`, to: users, missing: { severity: 'error' } })
  await refers({ file: roles, column: 'orgSourcedId', rows: sql`"in_roles" r`, ref: sql`r."org"`, to: orgs, missing: anyOrg, listed: true })
  await leaveOut(stage, roles.table, roles.fileName)
  await checkRoles(stage)
  await refers({ file: users, column: 'agentSourcedIds', rows: sql`"in_users" r cross join unnest(r."agents") as l ("ref")`, ref: sql`l."ref"`, to: users, missing: { severity: 'warning' } })

  await refers({ file: demographics, column: 'sourcedId', rows: sql`"in_demographics" r`, ref: sql`r."sourcedId"`, to: users, missing: { severity: 'warning' } })

  await refers({ file: enrollments, column: 'classSourcedId', rows: sql`"in_enrollments" r`, ref: sql`r."class"`, to: classes, missing: { severity: 'error' } })
  await refers({ file: enrollments, column: 'userSourcedId', rows: sql`"in_enrollments" r`, ref: sql`r."person"`, to: users, missing: { severity: 'error' } })
  await refers({ file: enrollments, column: 'schoolSourcedId', rows: sql`"in_enrollments" r`, ref: sql`r."school"`, to: orgs, missing: { severity: 'error' } })
  await leaveOut(stage, enrollments.table, enrollments.fileName)
}

async function checkSchools(stage: Stage): Promise<void> {
  await check(stage, {
    severity: 'error',
    file: classes.fileName,
    column: 'schoolSourcedId',
    code: 'not_a_branch',
    rows: sql`
      select c."line", c."school" from "in_classes" c join "in_orgs" o on o."sourcedId" = c."school"
      where not c."deleted" and not o."deleted" and not o."branch"`,
  })
}
