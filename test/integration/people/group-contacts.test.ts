import { expect, it } from 'vitest'
import { groupMonth } from '../../../server/domain/attendance/group-week'
import { listGroupContacts } from '../../../server/domain/people/list-group-contacts'
import { writeBatches } from '../../../server/infra/db/batches'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { insert } from '../../helpers/school/rows'
import { auditOf } from '../../helpers/school/registers'
import { arsenal, riverside } from '../../helpers/schools'

async function aGroupForATrip() {
  const teacher = await arsenal.aUser('teacher')
  const group = await arsenal.aGroup({ teacher })
  const child = await arsenal.aStudent({ group, name: 'Anna Belova' })
  const other = await arsenal.aStudent({ group, name: 'Boris Zayats' })
  const left = await arsenal.aStudent({ group, to: arsenal.day(-1) })
  return { teacher, group, child, other, left }
}

it('has everybody of today by family name, with whom to call first at the top', async () => {
  const { teacher, group, child, other, left } = await aGroupForATrip()
  const [second, first, former] = [await arsenal.aUser('parent', { phone: '+7 900 2' }), await arsenal.aUser('parent', { phone: '+7 900 1' }), await arsenal.aUser('parent')]
  await arsenal.aGuardianship(second, child, { priority: 2, mayCollect: false })
  await arsenal.aGuardianship(first, child, { priority: 1, maySeeRecords: false })
  await arsenal.aGuardianship(former, child, { to: arsenal.day(-1) })
  await insert('emergency_contacts', { tenantId: arsenal.tenant.id, studentId: other.id, name: 'Neighbour', phone: '+7 900 3' })
  await insert('medical_notes', { tenantId: arsenal.tenant.id, studentId: child.id, condition: 'Asthma' })
  const sheet = await listGroupContacts(teacher.context, group.id)
  expect(sheet.students.map(({ id }) => id)).toEqual([child.id, other.id])
  expect(sheet.students.map(({ emergency, medical }) => [emergency.map(({ phone }) => phone), medical])).toEqual([[[], true], [['+7 900 3'], false]])
  expect(JSON.stringify(sheet)).not.toContain('Asthma')
  expect(sheet.students.map(({ contacts }) => contacts.map(({ phone, mayCollect }) => [phone, mayCollect]))).toEqual([[['+7 900 1', true], ['+7 900 2', false]], []])
  await writeBatches()
  for (const { id } of [child, other]) expect((await auditOf({ id })).map(({ action, actorId }) => [action, actorId])).toEqual([['contact.viewed', teacher.id]])
  expect(await auditOf(left)).toEqual([])
})

it('is for the staff of the group alone', async () => {
  const { group, child } = await aGroupForATrip()
  const parent = await arsenal.aUser(['parent', 'teacher'])
  await arsenal.aGuardianship(parent, child)
  const substitute = await arsenal.aUser('teacher')
  await arsenal.aLesson({ group, substitute })
  for (const stranger of [parent, substitute, await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] }), await riverside.aUser('admin')])
    await expectNotInSight(listGroupContacts(stranger.context, group.id))
  for (const staff of [await arsenal.aUser('admin'), await arsenal.aUser('manager', { branches: [{ id: group.branchId }] })])
    expect((await listGroupContacts(staff.context, group.id)).group.id).toBe(group.id)
})

it('stands beside the month, from its first day to its last', async () => {
  const { teacher, group, child } = await aGroupForATrip()
  for (const date of ['2024-01-31', '2024-02-01', '2024-02-29', '2024-03-01']) {
    const { lesson } = await arsenal.aLesson({ group, date })
    await arsenal.aMark(lesson, child, 'present')
  }
  const { from, to, lessons, students } = await groupMonth(teacher.context, group.id, '2024-02')
  expect({ from, to, dates: lessons.map(({ date }) => date) }).toEqual({ from: '2024-02-01', to: '2024-02-29', dates: ['2024-02-01', '2024-02-29'] })
  expect(students.map(({ id, marks }) => [id, marks.length])).toEqual([[child.id, 2]])
  await expectNotInSight(groupMonth((await riverside.aUser('admin')).context, group.id, '2024-02'))
})
