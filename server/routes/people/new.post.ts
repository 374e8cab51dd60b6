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
    // A second tap on a slow line adds nobody a second time; a namesake comes from a form of their own.
    return onceByForm(ctx, ['people', fields], async () => fields.kind === 'adult'
      ? `/users/${(await addAdult(ctx, adultOf(fields))).id}?done=added`
      : `/students/${(await addStudent(ctx, studentOf(fields))).id}/edit?done=added`)
  },
})
