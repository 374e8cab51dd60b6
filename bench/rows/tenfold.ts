import type { Bench } from '../lib/bench'
import { fillTenth, USUAL } from '../lib/fill'
import { start } from '../lib/processes'
import { enter, type School } from '../lib/school'
import { type Row, toRow } from '../lib/table'
import { byTurns, figuresOf, median } from '../lib/times'

const TURNS = 60

type Screen = [name: string, who: 'teacher' | 'parent' | 'admin', path: (school: School) => string]

const SCREENS: Screen[] = [
  ['today', 'teacher', () => '/api/today'],
  ['register', 'teacher', ({ lessonId }) => `/api/lessons/${lessonId}/register`],
  ['groups', 'teacher', () => '/api/groups'],
  ['student\'s attendance', 'teacher', ({ studentId }) => `/api/students/${studentId}/attendance`],
  ['student\'s progress', 'parent', ({ studentId }) => `/api/students/${studentId}/progress`],
  ['group to be assessed', 'teacher', ({ groupId, skillId }) => `/api/groups/${groupId}/assessments?skillId=${skillId}`],
  ['parent\'s home', 'parent', () => '/api/home'],
  ['child', 'parent', ({ studentId }) => `/api/children/${studentId}`],
  ['dashboard', 'admin', () => '/api/dashboard/stats'],
  ['overview of a day', 'admin', () => '/api/overview/attendance'],
  ['who is away', 'admin', () => '/api/overview/away'],
  ['open registers', 'admin', () => '/api/overview/open-registers'],
  ['alerts', 'admin', () => '/api/attendance/alerts'],
  ['figures by week', 'admin', () => '/api/attendance/stats?by=week'],
  ['students, page 3', 'admin', () => '/api/students?page=3'],
  ['search', 'admin', () => '/api/students?search=ivan'],
  ['people', 'admin', () => '/api/users?role=teacher'],
  ['audit log', 'admin', () => '/api/audit'],
]

/** What each screen asks, nothing kept, for a school among 1,300,000 marks, against one of the same size among 134,000. */
export async function tenfoldRows(bench: Bench): Promise<Row[]> {
  const tenth = await fillTenth(bench)
  const nothingKept = { ...bench.env, MEMORY_CACHE_MB: '0' }
  const [full, small] = [await start(bench.product, nothingKept), await start(bench.product, { ...nothingKept, DATABASE_URL: tenth })]
  const schools = { full: await enter(full.origin, USUAL), small: await enter(small.origin, USUAL) }
  const look = async (origin: string, school: School, [, who, path]: Screen) => {
    const answer = await fetch(origin + path(school), { headers: school[who].headers })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${path(school)}: ${answer.status} ${text}`)
  }
  const rows: Row[] = []
  for (const screen of SCREENS) {
    const times = await byTurns(TURNS, () => look(full.origin, schools.full, screen), () => look(small.origin, schools.small, screen))
    rows.push(toRow(`ten times the data: ${screen[0]}`, figuresOf(times, median), '<= 1.3'))
  }
  await Promise.all([full.stop(), small.stop()])
  return rows
}
