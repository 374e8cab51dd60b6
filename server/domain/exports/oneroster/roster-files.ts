import { academicSessions } from './files/academic-sessions'
import { classes } from './files/classes'
import { courses } from './files/courses'
import { demographics } from './files/demographics'
import { enrollments } from './files/enrollments'
import { orgs } from './files/orgs'
import { users } from './files/users'
import type { RosterFile } from './roster-file'

/** What is exported; a further file of the standard (lineItems and results of skills) is one more here. */
export const ROSTER_FILES: readonly RosterFile[] = [orgs, academicSessions, courses, classes, users, demographics, enrollments]

/** The files of OneRoster 1.1, for the manifest says of each whether it is there. */
export const STANDARD_FILES = ['academicSessions', 'categories', 'classes', 'classResources', 'courses', 'courseResources', 'demographics', 'enrollments',
  'lineItems', 'orgs', 'resources', 'results', 'users'] as const
