import type { NewTenant } from '../schools/create-tenant'
import type { LocalTime } from '#shared/utils/zoned-time'

export type LessonKind = 'lesson' | 'training' | 'match' | 'tournament'
export type Season = 'autumn' | 'spring' | 'summer'

export interface Meeting {
  /** 1 is Monday. */
  days: readonly number[]
  from: LocalTime
  to: LocalTime
  kind: LessonKind
  place: string
}

export interface DemoGroup {
  name: string
  /** Numbers count from 0 in the school's own lists; teacher 0 is the one who signs in. */
  branch: number
  lead: number
  assistant?: number
  size: number
  /** Groups whose children come to this one as well; without them it has children of its own. */
  from?: readonly number[]
  meets: readonly Meeting[]
  /** Meets in the holidays too. */
  everyDay?: boolean
  /** Somebody is always away here without a word, and somebody else with one. */
  watched?: boolean
  /** Its teacher keeps participation, 1 to 5. */
  scored?: boolean
}

export interface Names {
  /** Family names, of men and of women. */
  families: readonly (readonly [string, string])[]
  men: readonly string[]
  women: readonly string[]
  boys: readonly string[]
  girls: readonly string[]
}

export interface Person {
  given: string
  family: string
}

/** What people of this school write, in its language. */
export interface Words {
  notes: Record<'present' | 'late' | 'absent' | 'excused', readonly string[]>
  notices: Record<'ill' | 'travel' | 'appointment', readonly string[]>
  cancelled: readonly string[]
  /** Why a lesson is moved, and why a day is closed. */
  moved: string
  closed: string
}

export interface DemoSchool {
  tenant: NewTenant & { slug: string, timeZone: string }
  branches: readonly string[]
  /** The first is the group of the parent and the student who sign in. */
  groups: readonly DemoGroup[]
  staff: { admin: Person, manager: Person, teachers: readonly Person[] }
  /** The branches of the manager who signs in. */
  managed: readonly number[]
  termNames: Record<Season, string>
  /** First and last day, month and day, both included. */
  holidays: readonly (readonly [string, string])[]
  names: Names
  words: Words
}
