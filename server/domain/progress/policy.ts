import { isManager, isStaff } from '../people/policy'

/** Assesses, and sets targets; whom, is said by `progressInSight` and `groupsInSight`. */
export const assesses = isStaff
/** Keeps the catalogue of skills and the rules of achievements, which are the whole school's. */
export const keepsSkills = isManager
