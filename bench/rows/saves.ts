import { takeRegister } from '../../server/domain/attendance/take-register'
import { startBareSql } from '../lib/bare-sql'
import type { Bench } from '../lib/bench'
import { BELL } from '../lib/fill'
import { start } from '../lib/processes'
import { compare } from '../lib/rate'
import { taughtLessons, type TaughtLesson } from '../lib/registers'
import { adminContext } from '../lib/sessions'
import { statementsOf } from '../lib/statements'
import { type Row, toFigure, toRow } from '../lib/table'

const TEACHERS = 300
const SAVES = 600
const STATUSES = ['present', 'absent', 'excused'] as const

/** Every mark is another than that of the save before. */
const marksOf = ({ studentIds }: TaughtLesson, save: number) => studentIds.map((studentId, i) => ({ studentId, status: STATUSES[(save + i) % 3] ?? 'present' }))

/** Saving a register of thirty, against the same upsert through a bare pool. */
export async function saveRows(bench: Bench): Promise<Row[]> {
  const url = bench.env.DATABASE_URL
  const lessons = await taughtLessons(url, BELL, TEACHERS, 'today')
  const admin = await adminContext(url, BELL)
  const save = (path: (lesson: TaughtLesson) => string) => {
    let saved = 0
    return () => {
      const lesson = lessons[saved % lessons.length]
      if (!lesson) throw new Error('there are no lessons today')
      const marks = marksOf(lesson, Math.floor(saved++ / lessons.length))
      return { method: 'PUT' as const, path: path(lesson), headers: { ...lesson.teacher.headers, 'content-type': 'application/json' }, body: JSON.stringify({ marks }) }
    }
  }
  const [product, bare] = [await start(bench.product, bench.env), await startBareSql(bench, admin)]
  const rates = await compare(
    { origin: product.origin, path: '/register', amount: SAVES, next: save(({ lessonId }) => `/api/lessons/${lessonId}/register`) },
    { origin: bare.origin, path: '/sql/save', amount: SAVES, next: save(({ lessonId, teacher, groupId, date }) => `/sql/save/${lessonId}?teacher=${teacher.userId}&group=${groupId}&date=${date}`) },
  )
  await Promise.all([product.stop(), bare.stop()])

  const [lesson] = lessons
  const late = lesson?.studentIds.map(studentId => ({ studentId, status: 'late' as const, minutesLate: 5 })) ?? []
  const sent = lesson ? await statementsOf(() => takeRegister(admin, lesson.lessonId, late)) : []
  const writing = sent.filter(text => /(?:INSERT INTO|UPDATE|DELETE FROM) "?marks/.test(text))
  if (writing.length === 0) throw new Error('the save wrote no marks')
  return [
    toRow('saving a register of 30', rates, '>= 0.5'),
    toFigure('saving a register of 30: statements that write marks', writing.length, '<= 1'),
  ]
}
