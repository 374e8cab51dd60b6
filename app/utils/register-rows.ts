import type { Register, RegisterStudent } from '#shared/schemas/register'
import { markStatuses, type MarkStatus } from '#shared/utils/attendance'

export interface Draft {
  status: MarkStatus | null
  minutesLate: number | null
  note: string | null
  /** 1 to 5, as is `participation`. */
  behaviour: number | null
  participation: number | null
}

/** `waiting` for its turn, under way (`saving`), `failed` and tried again, `refused` for good; `idle` is saved. */
export type RowState = 'idle' | 'waiting' | 'saving' | 'failed' | 'refused'

export interface RegisterRow {
  student: RegisterStudent
  /** What the server has, as far as we know. */
  base: Draft
  /** What this device shows and wants. */
  draft: Draft
  state: RowState
  /** The code with which the server refused it. */
  refused: string | null
  /** Another device marked the child meanwhile; what we had chosen, where the two differ. */
  elsewhere: { mine: Draft | null } | null
}

export const draftOf = ({ status, minutesLate, note, behaviour, participation }: Draft): Draft => ({ status, minutesLate, note, behaviour, participation })

export const sameDraft = (a: Draft, b: Draft) => a.status === b.status && a.minutesLate === b.minutesLate && (a.note ?? '') === (b.note ?? '')
  && a.behaviour === b.behaviour && a.participation === b.participation

export type RegisterCounts = Record<MarkStatus | 'unmarked', number>

export function countRows(rows: readonly { draft: Draft }[]): RegisterCounts {
  const counts: RegisterCounts = { present: 0, late: 0, absent: 0, excused: 0, unmarked: 0 }
  for (const { draft } of rows) counts[draft.status ?? 'unmarked']++
  return counts
}

/** By child what was chosen here before another device was first; null: nothing. */
export type Overtaken = Record<string, Draft | null>

/** The choices that a form without scripts left out, as `<student>.<status>` with spaces between: another device was first. */
export function overtakenIn(told: string, { students }: Pick<Register, 'students'>): Overtaken {
  return Object.fromEntries(told.split(' ').map(part => part.split('.')).flatMap(([id, status]) => {
    const student = students.find(one => one.studentId === id)
    return student ? [[student.studentId, { ...draftOf(student), status: markStatuses.find(one => one === status) ?? null }]] : []
  }))
}

/** Whom somebody else marked between two readings of a register. */
export function changedBetween(before: Pick<Register, 'students'>, after: Pick<Register, 'students'>): Overtaken {
  const known = new Map(before.students.map(student => [student.studentId, student]))
  return Object.fromEntries(after.students.flatMap((student) => {
    const old = known.get(student.studentId)
    return old && !sameDraft(old, student) ? [[student.studentId, null]] : []
  }))
}
