import * as m from '#messages'

interface Refusal { code?: string, errors?: readonly { path: string, code: string }[] }

const WORDS: Record<string, (input: { vocabulary: 'school' | 'academy' }) => string> = {
  closed_day: m.plan_fault_closed_day,
  register_has_marks: m.plan_fault_marks,
  past: () => m.plan_fault_past(),
  before_from: () => m.plan_fault_order(),
  before_start: () => m.plan_fault_order(),
  not_after_start: m.plan_fault_times,
  too_long: () => m.plan_fault_long(),
  too_far: () => m.plan_fault_far(),
  room_exists: () => m.plan_fault_room(),
  too_many_links: () => m.own_calendar_many(),
  forbidden: () => m.plan_fault_forbidden(),
}

/** Why a form of the timetable came back, in one sentence. */
export function planFault({ code, errors }: Refusal, vocabulary: 'school' | 'academy'): string | null {
  if (!code) return null
  const known = [code, ...(errors ?? []).map(error => error.code)].find(name => name in WORDS)
  return (known && WORDS[known]?.({ vocabulary })) || m.plan_fault_fields()
}
