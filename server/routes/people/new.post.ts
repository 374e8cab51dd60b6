import { addAdult } from '../../domain/people/add-adult'
import { addStudent } from '../../domain/people/add-student'
import { isManager } from '../../domain/people/policy'

/** Adds a student, or an adult, and goes on to what there is to do about them. */
export default defineFormHandler({
  allow: isManager,
  page: ({ kind, studentId }) => kind === 'adult' ? `/people/new?kind=adult${studentId ? `&child=${encodeURIComponent(studentId)}` : ''}` : '/people/new',
  keep: fields => Object.keys(fields).slice(0, 40),
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    if (fields.kind === 'adult') return `/users/${(await addAdult(ctx, adultOf(fields))).id}?done=added`
    return `/students/${(await addStudent(ctx, studentOf(fields))).id}/edit?done=added`
  },
})
