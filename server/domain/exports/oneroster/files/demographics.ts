import { sql } from '../../../../infra/db/sql'
import { keyOf } from '../../own-key'
import { ofTenant, studentInRoster } from '../in-roster'
import type { RosterFile } from '../roster-file'

/** When students were born, where it is known. Nothing else that the standard asks for is kept here. */
export const demographics: RosterFile = {
  name: 'demographics',
  columns: [
    'sourcedId', 'status', 'dateLastModified', 'birthDate', 'sex', 'americanIndianOrAlaskaNative', 'asian', 'blackOrAfricanAmerican',
    'nativeHawaiianOrOtherPacificIslander', 'white', 'demographicRaceTwoOrMoreRaces', 'hispanicOrLatinoEthnicity', 'countryOfBirthCode',
    'stateOfBirthAbbreviation', 'cityOfBirth', 'publicSchoolResidenceStatus',
  ],
  rows: ctx => sql`
    SELECT ${keyOf(sql`s`)} AS "sourcedId", s."birthDate" FROM students s
    WHERE s."tenantId" = ${ofTenant(ctx)} AND ${studentInRoster} AND s."birthDate" IS NOT NULL ORDER BY s.id`,
}
