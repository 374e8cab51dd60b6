import { dayNumber, weekday } from '#shared/utils/local-date'
import { PEOPLE_DAY, type Child } from './families'
import { demoId, pick, sample } from './random'
import type { DemoSchool } from './demo-school'
import type { DemoLesson } from './timetable'

export interface DemoGuest {
  child: Child
  lesson: DemoLesson
  kind: 'trial' | 'called_up'
}

/** Numbers of children who came to have a look, far from those of the enrolled. */
const TRIAL_NUMBERS = 100_000

/** Who comes to a lesson without being enrolled: two called up for each match, and every third week a child on trial. */
export function guestsOf(school: DemoSchool, children: readonly Child[], lessons: readonly DemoLesson[]): DemoGuest[] {
  return lessons.flatMap(lesson => [...calledUp(school, children, lesson), ...onTrial(school, lesson)])
}

function calledUp(school: DemoSchool, children: readonly Child[], lesson: DemoLesson): DemoGuest[] {
  if (lesson.kind !== 'match' || lesson.cancelled) return []
  const branch = school.groups[lesson.group]?.branch
  const others = children.filter(child => !child.groups.includes(lesson.group) && child.groups.some(group => school.groups[group]?.branch === branch))
  return sample(others, 2, lesson.id, 'called up').map(child => ({ child, lesson, kind: 'called_up' }))
}

function onTrial(school: DemoSchool, lesson: DemoLesson): DemoGuest[] {
  const week = Math.floor((dayNumber(lesson.date) + 3) / 7)
  if (lesson.group !== 0 || weekday(lesson.date) !== 4 || week % 3 !== 0 || lesson.cancelled) return []
  const { slug } = school.tenant
  const { boys, families } = school.names
  const number = TRIAL_NUMBERS + week
  const child = { id: demoId(PEOPLE_DAY, slug, 'student', number), number, given: pick(boys, slug, 'trial', week), family: pick(families, slug, 'trial', week)[0], groups: [] }
  return [{ child, lesson, kind: 'trial' }]
}
