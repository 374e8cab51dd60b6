import type { Who, World } from '../../helpers/world'

export interface Sent { path: string, body?: unknown, headers?: Record<string, string> }

export interface Guarded {
  /** A request about the near corner of a world; made anew for each who sends it. */
  request: (world: World) => Sent | Promise<Sent>
  /** What each of the same tenant is answered. */
  answers: Record<Who, number>
  /** What the admin is answered who sends the ids of the other tenant; null where the request has none. */
  foreign: number | null
  /** For lists: an id of the near corner, and who of those that are answered finds it; nobody else does. */
  shows?: { what: (world: World) => string, to: Who[] }
  /** Not part of the API's document. */
  undocumented?: true
}

/** Answered to everybody alike, with nobody's data: why, and where to try it. */
export interface Open extends Sent {
  open: string
  status?: number
  undocumented?: true
}

export type Matrix = Record<string, Guarded | Open>

export const everyone = (status: number): Record<Who, number> => ({
  admin: status, manager: status, managerElsewhere: status, editor: status, teacher: status, teacherElsewhere: status,
  parent: status, parentElsewhere: status, student: status, studentElsewhere: status,
})

/** One status for those who belong to the near corner, another for those who belong elsewhere. */
export const near = (here: number, there: number): Record<Who, number> => ({
  ...everyone(here), managerElsewhere: there, teacherElsewhere: there, parentElsewhere: there, studentElsewhere: there,
})

/** Whoever may see the near corner's records: everybody there but the editor. */
export const NEAR: Who[] = ['admin', 'manager', 'teacher', 'parent', 'student']
const FAMILY = ['parent', 'parentElsewhere', 'student', 'studentElsewhere'] as const

/** The same, with 403 for the roles that may not use the route at all. */
export const withoutEditor = (answers: Record<Who, number>): Record<Who, number> => ({ ...answers, editor: 403 })
export const withoutFamily = (answers: Record<Who, number>): Record<Who, number> =>
  ({ ...withoutEditor(answers), ...Object.fromEntries(FAMILY.map(who => [who, 403])) })
export const withoutTeachers = (answers: Record<Who, number>): Record<Who, number> => ({ ...withoutFamily(answers), teacher: 403, teacherElsewhere: 403 })
export const withoutStudents = (answers: Record<Who, number>): Record<Who, number> => ({ ...withoutEditor(answers), student: 403, studentElsewhere: 403 })
