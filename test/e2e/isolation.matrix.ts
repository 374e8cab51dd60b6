import { ABSENCES } from './matrix/absences'
import { ACCOUNT } from './matrix/account'
import { HOUSE } from './matrix/house'
import { FAMILY } from './matrix/family'
import { FEEDBACK } from './matrix/feedback'
import { IMPORTS } from './matrix/imports'
import { LESSONS } from './matrix/lessons'
import { OFFLINE } from './matrix/offline'
import { OPEN } from './matrix/open'
import { PEOPLE } from './matrix/people'
import { PROGRESS } from './matrix/progress'
import { RECORDS } from './matrix/records'
import { TIMETABLE } from './matrix/timetable'
import type { Matrix } from './matrix/entry'

/**
 * Who may do what, route by route; what follows a question mark tells several entries of one route apart.
 * A route without an entry fails the test, and so does an entry without a route.
 * product.md: a row that one may not see is 404, one in sight that one may not change 403; a rule not listed is a no.
 */
export const MATRIX: Matrix = {
  ...OPEN, ...ACCOUNT, ...RECORDS, ...ABSENCES, ...FAMILY, ...LESSONS, ...IMPORTS, ...PROGRESS, ...TIMETABLE, ...HOUSE, ...OFFLINE, ...FEEDBACK, ...PEOPLE,
}
