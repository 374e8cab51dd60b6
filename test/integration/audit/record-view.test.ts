import { afterEach, expect, it } from 'vitest'
import { db } from '../../../server/infra/db/db'
import { closeDatabases } from '../../../server/infra/db/shards'
import { writeBatches } from '../../../server/infra/db/batches'
import { recordView } from '../../../server/domain/audit/record-view'
import { describeStudent } from '../../../server/domain/people/describe-student'
import { listContacts } from '../../../server/domain/people/list-contacts'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const views = (school = arsenal) => rows<{ actorId: string, action: string, subjectId: string }>(
  `select "actorId", action, "subjectId" from audit_entries where "tenantId" = $1 order by at, id`, [school.tenant.id])
const write = db.change
afterEach(async () => {
  db.change = write
  await rows('delete from audit_entries')
})

const teacher = await arsenal.aUser('teacher')
const group = await arsenal.aGroup({ teacher })
const child = await arsenal.aStudent({ group })
const mother = await arsenal.aUser('parent', { name: 'Mother', phone: '+7 900 1' })
const father = await arsenal.aUser(['parent', 'teacher'], { name: 'Father', phone: '+7 900 2' })
const former = await arsenal.aUser('parent', { name: 'Former' })
await arsenal.aGuardianship(mother, child, { priority: 2, relation: 'mother', mayCollect: false })
await arsenal.aGuardianship(father, child, { priority: 1, relation: 'father' })
await arsenal.aGuardianship(former, child, { to: arsenal.day(-1) })

it('shows a teacher whom to call first, and notes each look', async () => {
  const { data } = await listContacts(teacher.context, child.id)
  expect(data).toEqual([
    { id: father.id, name: 'Father', relation: 'father', priority: 1, phone: '+7 900 2', mayCollect: true },
    { id: mother.id, name: 'Mother', relation: 'mother', priority: 2, phone: '+7 900 1', mayCollect: false },
  ])
  await writeBatches()
  expect(await views()).toEqual([{ actorId: teacher.id, action: 'contact.viewed', subjectId: child.id }])
})

it('shows a manager the families of their branches, until a child has left', async () => {
  const [branch, other] = [await arsenal.aBranch(), await arsenal.aBranch()]
  const manager = await arsenal.aUser('manager', { branches: [branch] })
  const of = async (days: { from?: string, to?: string }, place = branch) => arsenal.aStudent({ group: await arsenal.aGroup({ branch: place }), ...days })
  for (const days of [{}, { to: arsenal.day() }, { from: arsenal.day(1) }])
    expect((await listContacts(manager.context, (await of(days)).id)).data).toEqual([])
  for (const gone of [await of({ to: arsenal.day(-1) }), await of({}, other)]) await expectNotInSight(listContacts(manager.context, gone.id))
  expect((await describeStudent(manager.context, (await of({ to: arsenal.day(-1) })).id)).groups).toEqual([])

  // Who manages one branch and teaches in another reaches the families of both.
  const both = await arsenal.aUser(['manager', 'teacher'], { branches: [branch] })
  await arsenal.anAssignment(both, group)
  expect((await listContacts(both.context, child.id)).data).toHaveLength(2)
  await writeBatches()
})

it('shows no guardian another one\'s telephone, not even one who teaches elsewhere, and notes nothing', async () => {
  await expectNotInSight(listContacts(father.context, child.id))
  await expectNotInSight(listContacts(mother.context, child.id))
  await expectNotInSight(listContacts((await arsenal.aUser('manager')).context, child.id))
  await expectNotInSight(listContacts((await riverside.aUser('admin')).context, child.id))
  await writeBatches()
  expect(await views()).toEqual([])
})

it('writes many at once, each tenant\'s into its own log, and loses none at a stop', async () => {
  const foreign = (await riverside.aUser('admin')).context
  for (let i = 0; i < 1_200; i++) recordView(teacher.context, 'contact.viewed', 'student', child.id)
  recordView(foreign, 'contact.viewed', 'student', child.id)
  let transactions = 0
  db.change = (scope, work) => {
    transactions++
    return write(scope, work)
  }
  await writeBatches()
  await closeDatabases()
  expect((await views()).length).toBe(1_200)
  expect((await views(riverside)).length).toBe(1)
  expect(transactions).toBe(4)
})

it('keeps what the database would not take, and writes it later', async () => {
  recordView(teacher.context, 'contact.viewed', 'student', child.id)
  db.change = () => Promise.reject(new Error('away'))
  await writeBatches()
  recordView(teacher.context, 'contact.viewed', 'student', child.id)
  db.change = write
  await writeBatches()
  expect((await views()).length).toBe(2)
})

it('writes by itself within a second or so', async () => {
  recordView(teacher.context, 'contact.viewed', 'student', child.id)
  await expect.poll(views, { timeout: 4_000 }).toHaveLength(1)
})
