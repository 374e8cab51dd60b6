import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'

/** When people were born; whatever else the standard knows of them is nobody's business here. */
export const demographics = bundleFile({
  name: 'demographics',
  required: ['sourcedId'],
  optional: [
    'birthDate', 'sex', 'americanIndianOrAlaskaNative', 'asian', 'blackOrAfricanAmerican', 'nativeHawaiianOrOtherPacificIslander', 'white',
    'demographicRaceTwoOrMoreRaces', 'hispanicOrLatinoEthnicity', 'countryOfBirthCode', 'stateOfBirthAbbreviation', 'cityOfBirth', 'publicSchoolResidenceStatus',
  ],
  fields: { sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', birthDate: 'date' },
  read(row) {
    const deleted = readStatus(row)
    return [row.id('sourcedId'), deleted, readModified(row), row.date('birthDate')]
  },
})
