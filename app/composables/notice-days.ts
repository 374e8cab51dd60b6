import type { AbsenceNotice } from '#shared/schemas/absences'

/** For when a notice is: Mon 23 Nov – Wed 25 Nov, or Mon 23 Nov, 16:30 U11 Lions. */
export function useNoticeDays() {
  const format = useFormats()
  return ({ from, to, lesson }: Pick<AbsenceNotice, 'from' | 'to' | 'lesson'>) => lesson
    ? `${format.date(lesson.date, 'day')}, ${format.time(lesson.startTime)} ${lesson.groupName}`
    : daysText(from, to, date => format.date(date, 'day'))
}
