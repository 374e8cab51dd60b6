import type { MarkInput, Register } from '#shared/schemas/register'
import { markInput } from '#shared/schemas/register'
import type { FormFields } from './define-form-handler'

interface Standing { status: string | null, minutesLate: number | null, note: string | null, behaviour: number | null, participation: number | null }
type Stood = [string | null, number | null, string | null, number | null | undefined, number | null | undefined]

const sameMark = (a: Standing, b: Standing) => a.status === b.status && a.minutesLate === b.minutesLate && (a.note ?? '') === (b.note ?? '')
  && a.behaviour === b.behaviour && a.participation === b.participation

/** What stood in the form's row when the page was made: `was.<id>` holds status, minutes, note, behaviour and participation as JSON. */
function stood(text: string | undefined): Standing | null {
  try {
    const [status, minutesLate, note, behaviour = null, participation = null] = JSON.parse(text ?? '') as Stood
    return { status, minutesLate, note, behaviour, participation }
  }
  catch {
    return null
  }
}

/**
 * The marks that somebody changed on the page; rows left as they were are not sent again, so that they do not undo
 * what another device saved meanwhile.
 * @throws DomainError `invalid` with the path of each fault
 */
export function changedMarks(fields: FormFields): MarkInput[] {
  return Object.entries(fields).flatMap(([field, value]): MarkInput[] => {
    const studentId = /^was\.(.+)$/.exec(field)?.[1]
    const before = stood(value)
    if (!studentId || !before) return []
    const status = fields[`status.${studentId}`] || null
    const minutes = status === 'late' && fields[`minutes.${studentId}`] ? Number(fields[`minutes.${studentId}`]) : null
    const grade = (kind: 'behaviour' | 'participation') => graded(status, fields[`${kind}.${studentId}`], before[kind])
    const [behaviour, participation] = [grade('behaviour'), grade('participation')]
    const now = { status, minutesLate: minutes, note: fields[`note.${studentId}`]?.trim() || null }
    if (sameMark(before, { ...now, behaviour, participation })) return []
    // What was left as it was is left to whoever changes it elsewhere.
    return [parseBody(markInput, {
      studentId, ...now, ...(behaviour === before.behaviour ? {} : { behaviour }), ...(participation === before.participation ? {} : { participation }),
    })]
  })
}

/** 1 to 5 as the form has it: a page without the field says nothing of it, and without a mark there is none. */
function graded(status: string | null, given: string | undefined, before: number | null): number | null {
  if (status === null) return null
  return given === undefined ? before : given.trim() === '' ? null : Number(given)
}

/** Of the marks of a form those whose student another device has marked otherwise since the page was made. */
export function overtaken(fields: FormFields, marks: readonly MarkInput[], current: Register): MarkInput[] {
  const rows = new Map(current.students.map(row => [row.studentId, row]))
  return marks.filter((mark) => {
    const [row, before] = [rows.get(mark.studentId), stood(fields[`was.${mark.studentId}`])]
    return row && before && !sameMark(row, before) && row.status !== mark.status
  })
}
