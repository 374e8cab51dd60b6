import type { Role } from '#shared/schemas/tenant'
import type { Viewer } from '../context'

const holds = (viewer: Viewer, ...roles: Role[]) => viewer.roles.some(role => roles.includes(role))

/** Who may use a route at all, by role; which rows they see is said by `sight.ts`. A rule not listed is a no. */
export const isSignedIn = (viewer: Viewer) => viewer.roles.length > 0
export const isAdmin = (viewer: Viewer) => holds(viewer, 'admin')
export const isManager = (viewer: Viewer) => holds(viewer, 'admin', 'manager')
/** Takes registers, sees contacts. */
export const isStaff = (viewer: Viewer) => holds(viewer, 'admin', 'manager', 'teacher')
export const isGuardian = (viewer: Viewer) => holds(viewer, 'parent')
/** Has the pages of a family: a guardian about their children, a student about themselves. */
export const isFamily = (viewer: Viewer) => holds(viewer, 'parent', 'student')
/** Has a record of their own. */
export const isStudent = (viewer: Viewer) => holds(viewer, 'student')
/** Sees some student's records: staff those of their groups, a parent a child's, a student their own. */
export const seesRecords = (viewer: Viewer) => holds(viewer, 'admin', 'manager', 'teacher', 'parent', 'student')
/** Asks for all that is kept of a student: the office, a guardian, the student. */
export const asksForRecord = (viewer: Viewer) => holds(viewer, 'admin', 'manager', 'parent', 'student')
/** Reports an absence: a guardian, or staff after a phone call. */
export const reportsAbsence = (viewer: Viewer) => holds(viewer, 'admin', 'manager', 'teacher', 'parent')
