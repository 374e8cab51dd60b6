import * as m from '#messages'

/** Why a section came back, in one sentence. */
export function settingsFault(section: string, errors: readonly { path: string, code: string }[]): string {
  const [path = ''] = errors.map(({ path }) => path.split('.')[0])
  switch (path) {
    case 'brandColour': return m.settings_fault_colour()
    case 'rateThreshold': return m.settings_fault_rate()
    case 'absencesInARow': return m.settings_fault_in_a_row()
    case 'lockAfterDays': return m.settings_fault_lock()
    case 'ageOfMajority': return m.settings_fault_of_age()
    case 'endsOn': return m.settings_fault_order()
    case 'name': return m.settings_fault_name()
    default: return section === 'reasons' ? m.settings_fault_reasons() : m.settings_fault()
  }
}
