import { Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { exportAttendance } from '../../../server/domain/exports/export-attendance'
import { importAttendance } from '../../../server/domain/imports/import-attendance'
import type { TenantContext } from '../../../server/domain/context'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const range = { from: arsenal.day(-30), to: arsenal.day() }
const whole = async (ctx: TenantContext, more = {}) => textOf(Readable.from(await exportAttendance(ctx, { ...range, ...more })))
const importAgain = (ctx: TenantContext, text: string) =>
  importAttendance(ctx, { name: 'attendance.csv', size: Buffer.byteLength(text), open: async () => Readable.from([Buffer.from(text)]) }, {})

const [north, south] = [await arsenal.aBranch(), await arsenal.aBranch()]
const admin = await arsenal.aUser('admin')
const manager = await arsenal.aUser(['manager', 'parent'], { branches: [south] })
const groups = [await arsenal.aGroup({ branch: north }), await arsenal.aGroup({ branch: south })] as const
const NOTES = ['=HYPERLINK("http://evil","x")', '+1+1', '-2', '@SUM(A1)', '\'=quoted already', 'two, "words"', 'first\nsecond line', 'Болен']
for (const group of groups) {
  const { lesson } = await arsenal.aLesson({ group, students: NOTES.length, date: arsenal.day(-3) })
  for (const [i, student] of lesson.students.entries()) {
    await arsenal.aMark(lesson, student, i === 0 ? 'late' : 'excused', i === 0 ? 7 : undefined)
    await rows('update marks set note = $1 where "studentId" = $2', [NOTES[i], student.id])
  }
}
// A guest is no member of the group.
const visitor = await arsenal.aStudent({ name: 'Guest of one day' })
const visited = await arsenal.aLesson({ group: groups[1], date: arsenal.day(-4) })
await arsenal.aGuest(visited.lesson, visitor)
await arsenal.aMark(visited.lesson, visitor, 'present')
const MARKS = 2 * NOTES.length + 1
await riverside.aLesson({ students: 1 }).then(({ lesson }) => riverside.aMark(lesson, lesson.students[0]!, 'present'))

it('is the file that an import reads, with nothing in it that a spreadsheet would run', async () => {
  const text = await whole(admin.context)
  expect(text.split('\n')[0]).toBe('studentSourcedId,orgSourcedId,classSourcedId,date,status,minutesLate,note')
  expect(text.match(new RegExp(range.to.slice(0, 4), 'g'))?.length).toBeGreaterThanOrEqual(2 * NOTES.length)
  expect(text).toContain(`${groups[0].id},${arsenal.day(-3)},late,7,"'=HYPERLINK(""http://evil"",""x"")"`)
  for (const started of ['=', '+', '-', '@']) expect(text).not.toContain(`,${started}`)
  expect(text).not.toContain(`"=`)
})

it('comes in again unchanged, also for people and groups that no import knows', async () => {
  const before = await rows('select "studentId", note, status from marks where "tenantId" = $1 order by "studentId"', [arsenal.tenant.id])
  expect(await importAgain(arsenal.context, await whole(admin.context)))
    .toMatchObject({ ok: true, errors: [], unchanged: { marks: MARKS }, added: { marks: 0 }, changed: { marks: 0 } })
  expect(await rows('select "studentId", note, status from marks where "tenantId" = $1 order by "studentId"', [arsenal.tenant.id])).toEqual(before)
  expect(await rows('select 1 from students where "tenantId" = $1 and "sourcedId" is not null', [arsenal.tenant.id])).toEqual([])
})

it('shows a manager their branches alone, and of one group just that', async () => {
  const own = await arsenal.aStudent({ group: groups[0] })
  await arsenal.aGuardianship(manager, own)
  const text = await whole(manager.context)
  expect([text.includes(groups[1].id), text.includes(groups[0].id)]).toEqual([true, false])
  expect(await whole(admin.context, { groupId: groups[0].id })).not.toContain(groups[1].id)
  await expectNotInSight(exportAttendance(manager.context, { ...range, groupId: groups[0].id }))
  await expectNotInSight(exportAttendance((await riverside.aUser('admin')).context, { ...range, groupId: groups[0].id }))
})

it('leaves out what did not take place and the days outside, and is in the log', async () => {
  const { lesson } = await arsenal.aLesson({ group: groups[0], students: 1, date: arsenal.day(-2) })
  await arsenal.aMark(lesson, lesson.students[0]!, 'present')
  await rows(`update lessons set status = 'cancelled' where id = $1`, [lesson.id])
  expect(await whole(admin.context)).not.toContain(lesson.students[0]!.id)
  expect((await whole(admin.context, { from: arsenal.day(-1) })).trim().split('\n')).toHaveLength(1)
  const [note] = await rows(`select "actorId", details from audit_entries where "tenantId" = $1 and action = 'export.attendance' order by at desc, id desc limit 1`, [arsenal.tenant.id])
  expect(note).toEqual({ actorId: admin.id, details: { from: arsenal.day(-1), to: range.to } })
})

const connections = () => rows(`select pid from pg_stat_activity where datname = current_database() and query like '%wanted%' and pid <> pg_backend_pid()`)

it('gives its connection back when nobody wants the rest, and at once when the client is gone', async () => {
  const lines = await exportAttendance(admin.context, range)
  await lines.next()
  await lines.next()
  expect(await connections()).toHaveLength(1)
  await lines.return(undefined)
  await expect.poll(connections).toEqual([])
  const gone = new AbortController()
  const others = await exportAttendance(admin.context, range, gone.signal)
  await others.next()
  gone.abort()
  await expect(others.next()).rejects.toThrow()
  await expect.poll(connections).toEqual([])
})
