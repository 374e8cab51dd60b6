import { expect, it } from 'vitest'
import { listAlerts } from '../../../server/domain/attendance/list-alerts'
import { releaseAlert } from '../../../server/domain/attendance/release-alert'
import { takeAlert } from '../../../server/domain/attendance/take-alert'
import { expectNotInSight } from '../../helpers/expect-invisible'
import type { Person } from '../../helpers/school/people'
import { auditOf } from '../../helpers/school/registers'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const admin = await arsenal.aUser('admin')
const page = { page: 1, limit: 100 }
const in3Days = arsenal.day(3)
const code = (work: Promise<unknown>) => work.then(() => 'done', (error: { code?: string }) => error.code)

/** A child who missed the three days before yesterday, and their teacher. */
async function anAlert() {
  const { group, teacher, lesson } = await arsenal.aLesson({ students: 1, date: arsenal.day(-4) })
  const child = lesson.students[0]!
  await arsenal.aMark(lesson, child, 'absent')
  for (const day of [-3, -2]) await arsenal.aMark((await arsenal.aLesson({ group, date: arsenal.day(day) })).lesson, child, 'absent')
  const seen = async (who: Person = admin) => (await listAlerts(who.context, page)).data.some(alert => alert.student.id === child.id) ? 1 : 0
  const held = async (who: Person = admin) => (await listAlerts(who.context, page)).taken.find(alert => alert.student.id === child.id)
  const miss = async (day: number, startTime = '09:00') => arsenal.aMark((await arsenal.aLesson({ group, date: arsenal.day(day), startTime, endTime: '23:00' })).lesson, child, 'absent')
  const passes = () => rows('update taken_alerts set until = $2 where "studentId" = $1', [child.id, arsenal.day(-1)])
  return { group, teacher, child, seen, held, miss, passes }
}

it('stands under a name instead of in the list, for everybody who sees the child', async () => {
  const { teacher, child, seen, held } = await anAlert()
  expect([await seen(), await seen(teacher)]).toEqual([1, 1])
  const taken = await takeAlert(teacher.context, child.id, { until: in3Days, note: 'I call home' })
  expect(taken).toMatchObject({ student: { id: child.id, name: child.name }, by: { id: teacher.id }, note: 'I call home', until: in3Days, absentAgain: null })
  expect([await seen(), await seen(teacher)]).toEqual([0, 0])
  expect(await held()).toMatchObject({ by: { id: teacher.id, name: teacher.name } })
  expect(await held(await arsenal.aUser('teacher'))).toBeUndefined()
  expect(await held(await riverside.aUser('admin'))).toBeUndefined()
  const audit = await auditOf(child)
  expect(audit.map(({ action, actorId }) => ({ action, actorId }))).toEqual([{ action: 'alert.taken', actorId: teacher.id }])
  expect(JSON.stringify(audit)).not.toContain('I call home')
})

it('comes back only with an absence that nobody knew of, and not before its day', async () => {
  const { child, seen, held, miss, passes } = await anAlert()
  await takeAlert(admin.context, child.id, { until: in3Days })
  await passes()
  expect([await seen(), await held()]).toEqual([0, undefined])
  // Told late of a day before those that were known.
  await miss(-20)
  expect(await seen()).toBe(0)
  await miss(-1)
  expect(await seen()).toBe(1)
  await takeAlert(admin.context, child.id, { until: in3Days })
  expect(await seen()).toBe(0)
  await miss(-1, '15:00')
  expect([await seen(), (await held())?.absentAgain]).toEqual([0, arsenal.day(-1)])
  await passes()
  expect(await seen()).toBe(1)
})

it('is not brought back by a lesson that is cancelled', async () => {
  const { group, child, seen, passes } = await anAlert()
  await takeAlert(admin.context, child.id, { until: in3Days })
  await passes()
  await arsenal.aMark((await arsenal.aLesson({ group, date: arsenal.day(-1), status: 'cancelled' })).lesson, child, 'absent')
  expect(await seen()).toBe(0)
})

it('is in one person’s hands, who may change note and day', async () => {
  const { teacher, child, held } = await anAlert()
  const outcomes = await Promise.all([teacher, admin].map(who => code(takeAlert(who.context, child.id, { until: in3Days }))))
  expect(outcomes.sort()).toEqual(['already_taken', 'done'])
  const holder = (await held())?.by.id === admin.id ? admin : teacher
  await takeAlert(holder.context, child.id, { until: arsenal.day(9), note: 'Still at it' })
  expect(await held()).toMatchObject({ by: { id: holder.id }, until: arsenal.day(9), note: 'Still at it' })
})

it('is given back by whoever has it, or by a manager', async () => {
  const { group, teacher, child, seen } = await anAlert()
  await takeAlert(teacher.context, child.id, { until: in3Days })
  const colleague = await arsenal.aUser('teacher')
  await arsenal.anAssignment(colleague, group)
  expect(await code(releaseAlert(colleague.context, child.id))).toBe('forbidden')
  await releaseAlert((await arsenal.aUser('manager', { branches: [{ id: group.branchId }] })).context, child.id)
  expect(await seen()).toBe(1)
  await releaseAlert(colleague.context, child.id)
  await takeAlert(teacher.context, child.id, { until: in3Days })
  await releaseAlert(teacher.context, child.id)
  expect(await seen()).toBe(1)
})

it('is refused without an alert, out of sight, and for a day that is over or too far away', async () => {
  const { child } = await anAlert()
  const well = await arsenal.aStudent({ group: await arsenal.aGroup() })
  expect(await code(takeAlert(admin.context, well.id, { until: in3Days }))).toBe('no_alert')
  for (const day of [-1, 91]) expect(await code(takeAlert(admin.context, child.id, { until: arsenal.day(day) }))).toBe('invalid')
  for (const stranger of [await arsenal.aUser('teacher'), await riverside.aUser('admin')]) {
    await expectNotInSight(takeAlert(stranger.context, child.id, { until: in3Days }))
    await expectNotInSight(releaseAlert(stranger.context, child.id))
  }
})
