import type { AGroup, ALesson } from './school/lessons'
import type { Person } from './school/people'
import type { School } from './school/school'
import type { AStudent } from './school/students'

/** Somebody of each role: near the rows of a world, or `…Elsewhere`, with rows of their own in the same tenant. */
export const WHO = [
  'admin', 'manager', 'managerElsewhere', 'editor', 'teacher', 'teacherElsewhere',
  'parent', 'parentElsewhere', 'student', 'studentElsewhere',
] as const
export type Who = (typeof WHO)[number]

/** One corner of a tenant: a branch, a group in it, a lesson of today, a child in it who will be away tomorrow. */
export interface Corner {
  branch: { id: string, name: string }
  group: AGroup
  lesson: ALesson
  child: AStudent
  notice: { id: string }
}

/** A tenant with two corners, and everybody's place in it: near is `corner`, elsewhere is `elsewhere`. */
export interface World {
  school: School
  corner: Corner
  elsewhere: Corner
  people: Record<Who, Person>
}

export async function aWorld(school: School): Promise<World> {
  const [near, far] = [await aCorner(school), await aCorner(school)]
  const people: Record<Who, Person> = {
    admin: await school.aUser('admin'),
    editor: await school.aUser('editor'),
    manager: await school.aUser('manager', { branches: [near.branch] }),
    managerElsewhere: await school.aUser('manager', { branches: [far.branch] }),
    teacher: near.teacher,
    teacherElsewhere: far.teacher,
    parent: near.parent,
    parentElsewhere: far.parent,
    student: near.student,
    studentElsewhere: far.student,
  }
  return { school, corner: near, elsewhere: far, people }
}

async function aCorner(school: School) {
  const branch = await school.aBranch()
  const teacher = await school.aUser('teacher')
  const group = await school.aGroup({ branch, teacher })
  const { lesson } = await school.aLesson({ group, teacher, students: 2 })
  const [child, sibling] = lesson.students
  if (!child || !sibling) throw new Error('a lesson without students')
  await school.aMark(lesson, child, 'late', 7)
  const parent = await school.aUser('parent')
  await school.aGuardianship(parent, child)
  const student = await school.aUser('student', { student: child })
  const notice = await school.aNotice(child, { from: school.day(1), createdBy: parent })
  return { branch, group, lesson, child, notice, teacher, parent, student }
}
