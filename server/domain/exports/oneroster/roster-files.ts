import { academicSessions } from './files/academic-sessions'
import { categories } from './files/categories'
import { classes } from './files/classes'
import { courses } from './files/courses'
import { demographics } from './files/demographics'
import { enrollments } from './files/enrollments'
import { lineItems } from './files/line-items'
import { orgs } from './files/orgs'
import { results } from './files/results'
import { users } from './files/users'
import type { RosterFile } from './roster-file'

/** What is exported; a further file of the standard is one more here. */
export const ROSTER_FILES: readonly RosterFile[] = [orgs, academicSessions, courses, classes, users, demographics, enrollments, categories, lineItems, results]

/** The files of OneRoster 1.1, for the manifest says of each whether it is there. */
export const STANDARD_FILES = ['academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources', 'demographics', 'enrollments',
  'lineItems', 'orgs', 'resources', 'results', 'users'] as const
