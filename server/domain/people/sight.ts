import { addDays, localToday } from '#shared/utils/local-date'
import type { Role } from '#shared/schemas/tenant'
import type { TenantContext, Viewer } from '../context'
import { accessKept } from './of-age'
import { ids, join, type Sql, sql } from '../../infra/db/sql'

// Each function gives a boolean condition for a WHERE clause: the rows that the viewer may see by any of their roles.
// The tenant is row-level security's business; it stands in the joins for the indexes' sake.

/** The same viewer with some of their roles only, for a question that the others have no say in. */
const inRoles = (ctx: TenantContext<Viewer>, ...roles: Role[]): TenantContext<Viewer> =>
  ({ ...ctx, viewer: { ...ctx.viewer, roles: ctx.viewer.roles.filter(role => roles.includes(role)) } })

/** As somebody who works with children. */
export const asStaff = (ctx: TenantContext<Viewer>) => inRoles(ctx, 'admin', 'manager', 'teacher')
/** As somebody of the family: a guardian, or the student. */
export const asFamily = (ctx: TenantContext<Viewer>) => inRoles(ctx, 'parent', 'student')
/** As somebody who answers for a child. */
export const asGuardian = (ctx: TenantContext<Viewer>) => inRoles(ctx, 'parent')
/** As somebody who may report an absence: a student may not. */
export const asReporter = (ctx: TenantContext<Viewer>) => inRoles(ctx, 'admin', 'manager', 'teacher', 'parent')

const NOBODY = sql`false`
const anyOf = (conditions: Sql[]): Sql => conditions.length > 0 ? sql`(${join(conditions, ' OR ')})` : NOBODY

/** The groups that a teacher is assigned to today, as a sub-select of ids. */
export const groupsOfTeacher = (ctx: TenantContext<Viewer>): Sql => {
  const today = localToday(ctx.tenant)
  return sql`SELECT a."groupId" FROM assignments a
    WHERE a."tenantId" = ${ctx.tenant.id}::uuid AND a."userId" = ${ctx.viewer.userId}::uuid
      AND a."from" <= ${today}::date AND (a."to" IS NULL OR a."to" >= ${today}::date)`
}

/** The children whose records a guardian may see today, as a sub-select of ids. */
export const childrenInSight = (ctx: TenantContext<Viewer>): Sql => {
  const today = localToday(ctx.tenant)
  return sql`SELECT gu."studentId" FROM guardianships gu
    WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND gu."userId" = ${ctx.viewer.userId}::uuid AND gu."maySeeRecords" AND ${accessKept(ctx)}
      AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date)`
}

/** A substitute has one lesson from the day before it to the day after. */
const substituteDays = (ctx: TenantContext<Viewer>): Sql => {
  const today = localToday(ctx.tenant)
  return sql`BETWEEN ${addDays(today, -1)}::date AND ${addDays(today, 1)}::date`
}

/** Condition over the alias `s` (students): guests of such lessons `l`, from the day before to the day after. */
const guestsOf = (ctx: TenantContext<Viewer>, lessons: Sql) => sql`EXISTS (
  SELECT 1 FROM lesson_guests lg JOIN lessons l ON l."tenantId" = lg."tenantId" AND l.id = lg."lessonId"
  WHERE lg."tenantId" = s."tenantId" AND lg."studentId" = s.id AND l.date ${substituteDays(ctx)} AND ${lessons})`

/** Condition over the alias `s` (students). */
export function studentsInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer, tenant } = ctx
  const today = localToday(tenant)
  if (viewer.roles.includes('admin')) return sql`true`
  const conditions: Sql[] = []
  if (viewer.roles.includes('manager') && viewer.branchIds.length > 0) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
      WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND g."branchId" = ANY(${ids(viewer.branchIds)}))`)
  }
  if (viewer.roles.includes('teacher')) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e
      WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND e."groupId" IN (${groupsOfTeacher(ctx)})
        AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date))`)
    // Of a lesson as its substitute: the enrolled and the guests; of an own group's lesson: the guests.
    conditions.push(sql`EXISTS (SELECT 1 FROM lessons l
      JOIN enrolments e ON e."tenantId" = l."tenantId" AND e."groupId" = l."groupId" AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date)
      WHERE l."tenantId" = s."tenantId" AND l."substituteId" = ${viewer.userId}::uuid AND l.date ${substituteDays(ctx)} AND e."studentId" = s.id)`)
    conditions.push(guestsOf(ctx, sql`(l."substituteId" = ${viewer.userId}::uuid OR l."groupId" IN (${groupsOfTeacher(ctx)}))`))
  }
  if (viewer.roles.includes('parent')) conditions.push(sql`s.id IN (${childrenInSight(ctx)})`)
  if (viewer.roles.includes('student') && viewer.studentId) conditions.push(sql`s.id = ${viewer.studentId}::uuid`)
  return anyOf(conditions)
}

/**
 * Condition over the alias `s` (students): those whose families the viewer reaches as staff. A branch keeps the marks of
 * a child who has left it; with the enrolment ends the manager's word with the family. One that begins later counts,
 * as does a visit to a lesson of the branch.
 */
export function familiesInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer, tenant } = ctx
  const conditions = [studentsInSight(inRoles(ctx, 'admin', 'teacher'))]
  if (viewer.roles.includes('manager') && viewer.branchIds.length > 0) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
      WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND g."branchId" = ANY(${ids(viewer.branchIds)})
        AND (e."to" IS NULL OR e."to" >= ${localToday(tenant)}::date))`)
    conditions.push(guestsOf(ctx, sql`l."branchId" = ANY(${ids(viewer.branchIds)})`))
  }
  return anyOf(conditions)
}

/** Condition over the alias `g` (groups). */
export function groupsInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer, tenant } = ctx
  const today = localToday(tenant)
  if (viewer.roles.includes('admin')) return sql`true`
  const conditions: Sql[] = []
  if (viewer.roles.includes('manager') && viewer.branchIds.length > 0) conditions.push(sql`g."branchId" = ANY(${ids(viewer.branchIds)})`)
  if (viewer.roles.includes('teacher')) conditions.push(sql`g.id IN (${groupsOfTeacher(ctx)})`)
  const own: Sql[] = []
  if (viewer.roles.includes('parent')) own.push(sql`e."studentId" IN (${childrenInSight(ctx)})`)
  if (viewer.roles.includes('student') && viewer.studentId) own.push(sql`e."studentId" = ${viewer.studentId}::uuid`)
  if (own.length > 0) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e WHERE e."tenantId" = g."tenantId" AND e."groupId" = g.id AND ${anyOf(own)}
      AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date))`)
  }
  return anyOf(conditions)
}

/** Condition over the alias `m` (marks): staff see those of their groups, of every date; a family its child's. */
export function marksInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer, tenant } = ctx
  if (viewer.roles.includes('admin')) return sql`true`
  const conditions: Sql[] = []
  if (viewer.roles.includes('manager') && viewer.branchIds.length > 0) {
    conditions.push(sql`m."groupId" IN (SELECT g.id FROM groups g
      WHERE g."tenantId" = ${tenant.id}::uuid AND g."branchId" = ANY(${ids(viewer.branchIds)}))`)
  }
  if (viewer.roles.includes('teacher')) {
    conditions.push(sql`m."groupId" IN (${groupsOfTeacher(ctx)})`)
    conditions.push(sql`m."lessonId" IN (SELECT l.id FROM lessons l
      WHERE l."tenantId" = ${tenant.id}::uuid AND l."substituteId" = ${viewer.userId}::uuid AND l.date ${substituteDays(ctx)})`)
  }
  if (viewer.roles.includes('parent')) conditions.push(sql`m."studentId" IN (${childrenInSight(ctx)})`)
  if (viewer.roles.includes('student') && viewer.studentId) conditions.push(sql`m."studentId" = ${viewer.studentId}::uuid`)
  return anyOf(conditions)
}

/** Condition over the alias `l` (lessons): those whose register the viewer may read and take. */
export function registersInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer } = ctx
  if (viewer.roles.includes('admin')) return sql`true`
  const conditions: Sql[] = []
  if (viewer.roles.includes('manager') && viewer.branchIds.length > 0) conditions.push(sql`l."branchId" = ANY(${ids(viewer.branchIds)})`)
  if (viewer.roles.includes('teacher')) {
    conditions.push(sql`l."groupId" IN (${groupsOfTeacher(ctx)})`)
    conditions.push(sql`(l."substituteId" = ${viewer.userId}::uuid AND l.date ${substituteDays(ctx)})`)
  }
  return anyOf(conditions)
}

/** Condition over the alias `l` (lessons): those that concern the viewer, as staff or as family. */
export function lessonsInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer } = ctx
  const conditions = [registersInSight(ctx)]
  const own: Sql[] = []
  if (viewer.roles.includes('parent')) own.push(sql`IN (${childrenInSight(ctx)})`)
  if (viewer.roles.includes('student') && viewer.studentId) own.push(sql`= ${viewer.studentId}::uuid`)
  for (const child of own) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e WHERE e."tenantId" = l."tenantId" AND e."groupId" = l."groupId"
      AND e."studentId" ${child} AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date))`)
    conditions.push(sql`EXISTS (SELECT 1 FROM lesson_guests lg WHERE lg."tenantId" = l."tenantId" AND lg."lessonId" = l.id AND lg."studentId" ${child})`)
  }
  return anyOf(conditions)
}

/** Condition over the alias `u` (users): a manager sees the staff of their branches and the guardians of its students. */
export function usersInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer, tenant } = ctx
  if (viewer.roles.includes('admin')) return sql`true`
  if (!viewer.roles.includes('manager') || viewer.branchIds.length === 0) return NOBODY
  const branches = ids(viewer.branchIds)
  return sql`u.id IN (
    SELECT ub."userId" FROM user_branches ub WHERE ub."tenantId" = ${tenant.id}::uuid AND ub."branchId" = ANY(${branches})
    UNION SELECT a."userId" FROM assignments a JOIN groups g ON g."tenantId" = a."tenantId" AND g.id = a."groupId"
      WHERE a."tenantId" = ${tenant.id}::uuid AND g."branchId" = ANY(${branches})
    UNION SELECT gu."userId" FROM guardianships gu
      JOIN enrolments e ON e."tenantId" = gu."tenantId" AND e."studentId" = gu."studentId"
      JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
      WHERE gu."tenantId" = ${tenant.id}::uuid AND g."branchId" = ANY(${branches}))`
}

/** Condition over the alias `s` (students) in sight: there is a photo to be fetched. */
export const hasPhoto = sql`EXISTS (SELECT 1 FROM student_photos p WHERE p."tenantId" = s."tenantId" AND p."studentId" = s.id)`
