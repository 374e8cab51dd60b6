import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { familiesInSight, groupsInSight, lessonsInSight, registersInSight, studentsInSight } from '../../../server/domain/people/sight'
import { db } from '../../../server/infra/db/db'
import { sql, type Sql } from '../../../server/infra/db/sql'
import type { TenantContext, Viewer } from '../../../server/domain/context'
import { serial } from '../../helpers/school/names'
import type { Person } from '../../helpers/school/people'
import { school } from '../../helpers/school/school'
import { arsenal, riverside } from '../../helpers/schools'
import { aWorld } from '../../helpers/world'

type Ctx = TenantContext<Viewer>
const found = async (ctx: Ctx, statement: Sql) => (await db.query<{ id: string }>(ctx, statement)).map(({ id }) => id).sort()

const students = ({ context }: Person) => found(context, sql`SELECT s.id FROM students s WHERE ${studentsInSight(context)}`)
const families = ({ context }: Person) => found(context, sql`SELECT s.id FROM students s WHERE ${familiesInSight(context)}`)
const groups = ({ context }: Person) => found(context, sql`SELECT g.id FROM groups g WHERE ${groupsInSight(context)}`)
const registers = ({ context }: Person) => found(context, sql`SELECT l.id FROM lessons l WHERE ${registersInSight(context)}`)
const lessons = ({ context }: Person) => found(context, sql`SELECT l.id FROM lessons l WHERE ${lessonsInSight(context)}`)
const idsOf = (...things: { id: string }[]) => things.map(({ id }) => id).sort()

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => void vi.useRealTimers())

describe('in sight', () => {
  it('is one corner of the tenant for those who belong there, all of it for the admin, nothing for the editor', async () => {
    const { corner, elsewhere, people } = await aWorld(arsenal)
    const other = await aWorld(riverside)
    const near = corner.lesson.students

    expect(await students(people.admin)).toEqual(idsOf(...near, ...elsewhere.lesson.students))
    for (const who of ['manager', 'teacher'] as const) {
      expect(await students(people[who]), who).toEqual(idsOf(...near))
      expect(await groups(people[who]), who).toEqual(idsOf(corner.group))
      expect(await registers(people[who]), who).toEqual(idsOf(corner.lesson))
    }
    for (const who of ['parent', 'student'] as const) {
      expect(await students(people[who]), who).toEqual(idsOf(corner.child))
      expect(await groups(people[who]), who).toEqual(idsOf(corner.group))
      expect(await lessons(people[who]), who).toEqual(idsOf(corner.lesson))
      expect(await registers(people[who]), who).toEqual([])
    }
    for (const look of [students, groups, registers, lessons]) expect(await look(people.editor)).toEqual([])
    expect(await students(other.people.admin)).toEqual(idsOf(...other.corner.lesson.students, ...other.elsewhere.lesson.students))
  })

  it('adds up for somebody who is teacher and parent', async () => {
    const { corner, elsewhere } = await aWorld(riverside)
    const both = await riverside.aUser(['teacher', 'parent'])
    await riverside.anAssignment(both, corner.group)
    await riverside.aGuardianship(both, elsewhere.child)
    expect(await students(both)).toEqual(idsOf(...corner.lesson.students, elsewhere.child))
  })

  it('is nothing for roles without rows: a manager of no branch, a student without a record', async () => {
    await aWorld(riverside)
    for (const nobody of [await riverside.aUser('manager'), await riverside.aUser('student'), await riverside.aUser('parent')])
      for (const look of [students, groups, registers, lessons]) expect(await look(nobody)).toEqual([])
  })
})

describe('a guardianship', () => {
  const day = riverside.day
  it.each([
    ['holds from today', { from: day() }, true],
    ['holds to the end of today', { to: day() }, true],
    ['begins tomorrow', { from: day(1) }, false],
    ['ended yesterday', { to: day(-1) }, false],
    ['does not allow to see records', { maySeeRecords: false }, false],
  ])('that %s', async (_, options, visible) => {
    const [child, parent] = [await riverside.aStudent(), await riverside.aUser('parent')]
    await riverside.aGuardianship(parent, child, options)
    expect(await students(parent)).toEqual(visible ? idsOf(child) : [])
  })

  it('of one child shows no brother or sister in the same group', async () => {
    const { lesson } = await riverside.aLesson({ students: 3 })
    const parent = await riverside.aUser('parent')
    const [child] = lesson.students
    await riverside.aGuardianship(parent, child ?? lesson)
    expect(await students(parent)).toEqual(idsOf(child ?? lesson))
  })
})

describe('a teacher', () => {
  const day = riverside.day
  it.each([
    ['assigned from today', { from: day() }, true],
    ['assigned until today', { to: day() }, true],
    ['assigned from tomorrow', { from: day(1) }, false],
    ['assigned until yesterday', { to: day(-1) }, false],
    ['assigned as assistant', { role: 'assistant' as const }, true],
  ])('%s', async (_, options, visible) => {
    const { group, lesson } = await riverside.aLesson({ students: 1 })
    const teacher = await riverside.aUser('teacher')
    await riverside.anAssignment(teacher, group, options)
    expect(await students(teacher)).toEqual(visible ? idsOf(...lesson.students) : [])
    expect(await registers(teacher)).toEqual(visible ? idsOf(lesson) : [])
  })

  it.each([
    ['from today', { from: day() }, true],
    ['until today', { to: day() }, true],
    ['from tomorrow', { from: day(1) }, false],
    ['until yesterday', { to: day(-1) }, false],
  ])('sees a child enrolled %s', async (_, options, visible) => {
    const teacher = await riverside.aUser('teacher')
    const group = await riverside.aGroup({ teacher })
    const child = await riverside.aStudent({ group, ...options })
    expect(await students(teacher)).toEqual(visible ? idsOf(child) : [])
  })

  it.each([[-2, false], [-1, true], [0, true], [1, true], [2, false]])('who stands in for a lesson %i days from now', async (offset, visible) => {
    const substitute = await riverside.aUser('teacher')
    const { lesson } = await riverside.aLesson({ students: 2, substitute, date: day(offset) })
    const { lesson: another } = await riverside.aLesson({ students: 1, date: day(offset) })
    const guest = await riverside.aStudent()
    await riverside.aGuest(lesson, guest)
    expect(await registers(substitute)).toEqual(visible ? idsOf(lesson) : [])
    expect(await students(substitute)).toEqual(visible ? idsOf(...lesson.students, guest) : [])
    expect(await groups(substitute)).toEqual([])
    expect(await registers(substitute)).not.toContain(another.id)
  })

  it('sees the guest of an own lesson', async () => {
    const { teacher, lesson } = await riverside.aLesson({ students: 1 })
    const guest = await riverside.aStudent()
    await riverside.aGuest(lesson, guest)
    expect(await students(teacher)).toEqual(idsOf(...lesson.students, guest))
  })

  it.each([[-2, false], [-1, true], [0, true], [1, true], [2, false]])('reaches as manager the family of a guest of the branch %i days from now, and of no other branch', async (offset, visible) => {
    const { lesson, group } = await riverside.aLesson({ students: 1, date: day(offset) })
    const { lesson: elsewhere } = await riverside.aLesson({ students: 1, date: day(offset) })
    const manager = await riverside.aUser('manager', { branches: [{ id: group.branchId }] })
    const [guest, stranger] = [await riverside.aStudent(), await riverside.aStudent()]
    await riverside.aGuest(lesson, guest)
    await riverside.aGuest(elsewhere, stranger)
    expect(await families(manager)).toEqual(visible ? idsOf(...lesson.students, guest) : idsOf(...lesson.students))
  })
})

describe('today', () => {
  it.each([
    ['America/Sao_Paulo', '2026-02-28T02:59:00Z', '2026-02-27'],
    ['America/Sao_Paulo', '2026-02-28T03:00:00Z', '2026-02-28'],
    ['Europe/Kyiv', '2026-02-27T22:00:00Z', '2026-02-28'],
    ['Europe/Kyiv', '2026-06-27T20:59:00Z', '2026-06-27'],
    ['Europe/Moscow', '2026-02-27T21:00:00Z', '2026-02-28'],
    ['Pacific/Apia', '2026-02-27T11:00:00Z', '2026-02-28'],
  ])('is the local date: in %s at %s %s', async (timeZone, instant, today) => {
    vi.setSystemTime(instant)
    const here = school({ slug: `zone-${serial()}`, name: timeZone, timeZone, locale: 'en', vocabulary: 'school' })
    await here.create()
    const [parent, child] = [await here.aUser('parent'), await here.aStudent()]
    await here.aGuardianship(parent, child, { from: today, to: today })
    expect(await students(parent)).toEqual(idsOf(child))

    vi.setSystemTime(Date.parse(instant) + 24 * 3_600_000)
    expect(await students(parent)).toEqual([])
  })
})
