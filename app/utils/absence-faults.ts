import * as m from '#messages'

export type AbsenceField = 'studentIds' | 'from' | 'to' | 'lessonId' | 'reason'

/** Why a report came back, in words beside the field it is about; one for each field. */
export function absenceFaults(errors: readonly { path: string, code: string }[], vocabulary: 'school' | 'academy'): Partial<Record<AbsenceField, string>> {
  const codeOf = (field: AbsenceField) => errors.find(({ path }) => path.split('.')[0] === field)?.code
  const faults: Partial<Record<AbsenceField, string>> = {}
  const [children, from, to] = [codeOf('studentIds'), codeOf('from'), codeOf('to')]
  if (children) faults.studentIds = children === 'not_in_lesson' ? m.absence_fault_not_in_lesson({ vocabulary }) : m.absence_fault_children()
  if (from) faults.from = from === 'too_far' ? m.absence_fault_too_far() : m.absence_fault_day()
  if (to) faults.to = wordsForLastDay(to)
  if (codeOf('lessonId')) faults.lessonId = m.absence_fault_lesson({ vocabulary })
  if (codeOf('reason')) faults.reason = m.absence_fault_reason()
  return faults
}

function wordsForLastDay(code: string): string {
  switch (code) {
    case 'past': return m.absence_fault_past()
    case 'too_long': return m.absence_fault_too_long()
    case 'custom': return m.absence_fault_order()
    default: return m.absence_fault_day()
  }
}
