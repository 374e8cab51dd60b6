import type { MarkInput } from '#shared/schemas/register'
import type { MarkState, Seat } from './seats'

/** One change of one mark; null before: there was none, null after: it is cleared. */
export interface MarkChange {
  studentId: string
  before: MarkState | null
  after: MarkState | null
  source: 'register' | 'notice'
}

export interface MarkPlan {
  changes: MarkChange[]
  /** Nobody of the roster is left unmarked. */
  complete: boolean
}

const EXCUSED: MarkState = { status: 'excused', minutesLate: null, reason: null, note: null, behaviour: null, participation: null }

const keep = <T>(given: T | undefined, standing: T): T => given === undefined ? standing : given

/** What stands after `input` was said; what it leaves out is kept, minutes and reason only under the same status. */
function after(input: MarkInput, before: MarkState | null): MarkState | null {
  if (input.status === null) return null
  const same = before?.status === input.status ? before : null
  return {
    status: input.status,
    minutesLate: input.status === 'late' ? keep(input.minutesLate, same?.minutesLate ?? null) : null,
    reason: keep(input.reason, same?.reason ?? null),
    note: keep(input.note, before?.note ?? null) || null,
    behaviour: keep(input.behaviour, before?.behaviour ?? null),
    participation: keep(input.participation, before?.participation ?? null),
  }
}

const equal = (a: MarkState | null, b: MarkState | null) => a === b || (a !== null && b !== null
  && a.status === b.status && a.minutesLate === b.minutesLate && a.reason === b.reason && a.note === b.note
  && a.behaviour === b.behaviour && a.participation === b.participation)

/**
 * Works out what a save changes. Once everybody else is marked, the children with a notice become excused, unless this
 * save says something else of them: a notice fills in what nobody said and overrides nothing.
 */
export function planMarks(seats: readonly Seat[], given: readonly MarkInput[]): MarkPlan {
  const inputs = new Map(given.map(input => [input.studentId, input]))
  const results = seats.map(({ studentId, mark, noticed }) => {
    const input = inputs.get(studentId)
    return { studentId, before: mark, after: input ? after(input, mark) : mark, awaits: !input && mark === null && noticed }
  })
  const complete = results.length > 0 && results.every(result => result.after !== null || result.awaits)
  const changes = results.flatMap(({ studentId, before, after, awaits }): MarkChange[] => {
    if (awaits) return complete ? [{ studentId, before, after: EXCUSED, source: 'notice' }] : []
    return equal(before, after) ? [] : [{ studentId, before, after, source: 'register' }]
  })
  return { changes, complete }
}
