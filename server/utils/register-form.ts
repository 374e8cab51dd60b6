import type { MarkInput, Register } from '#shared/schemas/register'
import { markInput } from '#shared/schemas/register'
import type { FormFields } from './define-form-handler'

interface Standing { status: string | null, minutesLate: number | null, note: string | null }

const sameMark = (a: Standing, b: Standing) => a.status === b.status && a.minutesLate === b.minutesLate && (a.note ?? '') === (b.note ?? '')

/** What stood in the form's row when the page was made: `was.<id>` holds status, minutes and note as JSON. */
function stood(text: string | undefined): Standing | null {
  try {
    const [status, minutesLate, note] = JSON.parse(text ?? '') as [string | null, number | null, string | null]
    return { status, minutesLate, note }
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
    const now = { status, minutesLate: minutes, note: fields[`note.${studentId}`]?.trim() || null }
    return sameMark(before, now) ? [] : [parseBody(markInput, { studentId, ...now })]
  })
}

/** Of the marks of a form those whose student another device has marked otherwise since the page was made. */
export function overtaken(fields: FormFields, marks: readonly MarkInput[], current: Register): MarkInput[] {
  const rows = new Map(current.students.map(row => [row.studentId, row]))
  return marks.filter((mark) => {
    const [row, before] = [rows.get(mark.studentId), stood(fields[`was.${mark.studentId}`])]
    return row && before && !sameMark(row, before) && row.status !== mark.status
  })
}
