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
  /** Another device marked the child meanwhile; what we had chosen, where the two differ. */
  elsewhere: { mine: Draft | null } | null
}

export const draftOf = ({ status, minutesLate, note, behaviour, participation }: Draft): Draft => ({ status, minutesLate, note, behaviour, participation })

export const sameDraft = (a: Draft, b: Draft) => a.status === b.status && a.minutesLate === b.minutesLate && (a.note ?? '') === (b.note ?? '')
  && a.behaviour === b.behaviour && a.participation === b.participation

export const toRow = (student: RegisterStudent): RegisterRow => ({ student, base: draftOf(student), draft: draftOf(student), state: 'idle', elsewhere: null })

/** A mark as PUT takes it. */
export const toMark = ({ student, draft: { status, ...more } }: RegisterRow) => ({ studentId: student.studentId, status, ...status && more })

/**
 * Takes in a register that was read anew. Whom another device marked is shown as they stand there; where we had chosen
 * otherwise and not saved it yet, our choice is kept beside it and nothing is overwritten.
 * @returns the rows in the order of the register; those who are still ours to save have a draft unlike their base
 */
export function absorb(rows: readonly RegisterRow[], register: Pick<Register, 'students'>): RegisterRow[] {
  const known = new Map(rows.map(row => [row.student.studentId, row]))
  return register.students.map((student): RegisterRow => {
    const row = known.get(student.studentId)
    if (!row) return toRow(student)
    const theirs = draftOf(student)
    if (sameDraft(theirs, row.base)) return { ...row, student }
    const ours = !sameDraft(row.draft, row.base)
    if (ours && sameDraft(row.draft, theirs)) return { ...toRow(student) }
    return { ...toRow(student), elsewhere: { mine: ours ? row.draft : null } }
  })
}

export type RegisterCounts = Record<MarkStatus | 'unmarked', number>

export function countRows(rows: readonly { draft: Draft }[]): RegisterCounts {
  const counts: RegisterCounts = { present: 0, late: 0, absent: 0, excused: 0, unmarked: 0 }
  for (const { draft } of rows) counts[draft.status ?? 'unmarked']++
  return counts
}

/** Notes the choices that a form without scripts left out, as `<student>.<status>` with spaces between: another device was first. */
export function markOvertaken(rows: RegisterRow[], told: string): void {
  for (const [id, status] of told.split(' ').map(part => part.split('.'))) {
    const row = rows.find(one => one.student.studentId === id)
    const known = markStatuses.find(one => one === status) ?? null
    if (row) row.elsewhere = { mine: { ...row.draft, status: known } }
  }
}
