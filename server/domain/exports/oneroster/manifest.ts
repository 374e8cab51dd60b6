import type { TenantContext } from '../../context'
import { csvLines } from '../csv/csv-lines'
import { ROSTER_FILES, STANDARD_FILES } from './roster-files'

/** Which files of OneRoster 1.1 are there: each is the whole truth, or absent. */
export async function* manifest({ tenant }: TenantContext): AsyncGenerator<string> {
  const there = new Set(ROSTER_FILES.map(({ name }) => name))
  yield csvLines([
    ['propertyName', 'value'], ['manifest.version', '1.0'], ['oneroster.version', '1.1'],
    ...STANDARD_FILES.map(name => [`file.${name}`, there.has(name) ? 'bulk' : 'absent']),
    ['source.systemName', 'GoalSchool'], ['source.systemCode', tenant.slug],
  ])
}
