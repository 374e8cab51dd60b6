import { endUsers, endStudents } from './end-people'
import { endPlaces } from './end-places'
import { lendRosterIds, takeRosterIdsBack } from './lend-roster-ids'
import type { Merge } from './merge'
import { endAssessments, mergeAssessments } from './merge-assessments'
import { endAssignments, mergeAssignments } from './merge-assignments'
import { mergeBranches } from './merge-branches'
import { endEnrolments, mergeEnrolments } from './merge-enrolments'
import { endGroups, mergeGroups } from './merge-groups'
import { endGuardianships, mergeGuardianships } from './merge-guardianships'
import { mergeRoles } from './merge-roles'
import { mergeSkills } from './merge-skills'
import { mergeStudents } from './merge-students'
import { mergeTerms } from './merge-terms'
import { mergeUsers } from './merge-users'
import { planPeople } from './plan-people'
import { settleAddresses } from './settle-addresses'

const steps = [
  lendRosterIds,
  mergeBranches, mergeTerms,
  // Who ends frees their address, so they end before the others come in.
  planPeople, endUsers, settleAddresses, mergeUsers, mergeRoles, mergeStudents, endStudents,
  mergeGroups, endGroups,
  mergeGuardianships, endGuardianships,
  mergeEnrolments, endEnrolments, mergeAssignments, endAssignments,
  mergeSkills, mergeAssessments, endAssessments,
  endPlaces,
  takeRosterIdsBack,
]

/** Brings a checked bundle into the tenant's tables; what it names stands before what names it. */
export async function mergeBundle(merge: Merge, onProgress: (fraction: number) => void): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await step(merge)
    onProgress((index + 1) / steps.length)
  }
}
