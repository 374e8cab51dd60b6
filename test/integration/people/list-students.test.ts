import { expect, it } from 'vitest'
import { studentListQuery } from '#shared/schemas/students'
import { compareByFamilyName } from '#shared/utils/collation'
import { listStudents } from '../../../server/domain/people/list-students'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const find = async (ctx: Parameters<typeof listStudents>[0], query: object = {}) => listStudents(ctx, studentListQuery.parse(query))
const names = async (ctx: Parameters<typeof listStudents>[0], query: object = {}) => (await find(ctx, query)).data.map(student => student.name)

const north = await arsenal.aBranch({ name: 'North' })
const south = await arsenal.aBranch({ name: 'South' })
const teacher = await arsenal.aUser('teacher')
const boys = await arsenal.aGroup({ branch: north, teacher, name: 'Boys' })
const girls = await arsenal.aGroup({ branch: south, name: 'Girls' })
const ivan = await arsenal.aStudent({ group: boys, name: 'Иван Ёлкин' })
const anna = await arsenal.aStudent({ group: girls, name: 'Anna O\'Neil-Щербак' })
const odd = await arsenal.aStudent({ group: girls, name: '100%_\\Name Zed' })
const left = await arsenal.aStudent({ group: boys, name: 'Пётр Жуков', to: arsenal.day(-1) })
const foreign = await riverside.aStudent({ name: 'Иван Ёлкин' })

const admin = (await arsenal.aUser('admin')).context
const manager = (await arsenal.aUser('manager', { branches: [south] })).context
const nobodysManager = (await arsenal.aUser('manager')).context
const parent = await arsenal.aUser('parent')
await arsenal.aGuardianship(parent, anna)
const blind = await arsenal.aUser('parent')
await arsenal.aGuardianship(blind, anna, { maySeeRecords: false })
const student = (await arsenal.aUser('student', { student: ivan })).context
const editor = (await arsenal.aUser('editor')).context

it('shows each role its own', async () => {
  expect(new Set(await names(admin))).toEqual(new Set([ivan.name, anna.name, odd.name, left.name]))
  expect(new Set(await names(manager))).toEqual(new Set([anna.name, odd.name]))
  expect(await names(teacher.context)).toEqual([ivan.name])
  expect(await names(parent.context)).toEqual([anna.name])
  expect(await names(student)).toEqual([ivan.name])
  for (const ctx of [nobodysManager, blind.context, editor]) expect(await names(ctx)).toEqual([])
})

it('sorts by family name as the language of the school does, and as we do in memory', async () => {
  expect(await names(admin)).toEqual([ivan, anna, odd, left].sort(compareByFamilyName('ru')).map(student => student.name))
  expect(await names(admin)).toEqual([ivan.name, left.name, anna.name, odd.name])
})

it('gives pages of bounded size with the total', async () => {
  const page = await find(admin, { page: 2, limit: 3 })
  expect(page.pagination).toEqual({ page: 2, limit: 3, total: 4, totalPages: 2 })
  expect(page.data.map(student => student.name)).toEqual([odd.name])
  expect(() => studentListQuery.parse({ limit: 101 })).toThrow()
})

it('names the groups of today that the viewer may see', async () => {
  await arsenal.anEnrolment(ivan, girls)
  const groupsOf = async (ctx: typeof admin) => (await find(ctx)).data.find(student => student.id === ivan.id)?.groups
  expect(await groupsOf(admin)).toEqual([{ id: boys.id, name: 'Boys' }, { id: girls.id, name: 'Girls' }])
  expect(await groupsOf(manager)).toEqual([{ id: girls.id, name: 'Girls' }])
  expect(await groupsOf(teacher.context)).toEqual([{ id: boys.id, name: 'Boys' }])
  expect((await find(admin, { search: 'Жуков' })).data[0]?.groups).toEqual([])
})

it('keeps to one group when asked, and knows none that is out of sight', async () => {
  expect(await names(admin, { groupId: boys.id })).toEqual([ivan.name])
  expect(await names(admin, { groupId: boys.id, search: 'ёлкин' })).toEqual([ivan.name])
  expect(await names(admin, { groupId: boys.id, search: 'Neil' })).toEqual([])
  await expectNotInSight(find(manager, { groupId: boys.id }))
  await expectNotInSight(find(admin, { groupId: (await riverside.aGroup()).id }))
})

it.each([
  ['ёлк', [ivan.name]],
  ['ЁЛКИН иван', [ivan.name]],
  ['ив ёл', [ivan.name]],
  ['anna', [anna.name]],
  ['o\'neil', [anna.name]],
  ['щербак ANNA', [anna.name]],
  ['%', [odd.name]],
  ['_', [odd.name]],
  ['\\', [odd.name]],
  ['100%_\\n', [odd.name]],
  ['0%%', []],
  ['\'; drop table students; --', []],
  ['{"a","b"}', []],
  ['нет такого', []],
  ['ва', [ivan.name]],
  ['O\'N', [anna.name]],
  ['-щ', [anna.name]],
  ['%_', [odd.name]],
  ['жу тр', [left.name]],
])('finds by the words %j', async (search, expected) => {
  expect(await names(admin, { search })).toEqual(expected)
})

it('takes an empty search for none', async () => {
  expect(await names(admin, { search: '   ' })).toHaveLength(4)
})

it('searches only what the viewer sees, and nothing of another school', async () => {
  expect(await names(manager, { search: 'ж' })).toEqual([])
  expect(await names(parent.context, { search: 'ёлкин' })).toEqual([])
  expect((await find(admin, { search: 'ёлкин' })).data.map(student => student.id)).not.toContain(foreign.id)
})

it('names who is called alike when nobody is found, of those in sight', async () => {
  const similar = async (ctx: typeof admin, search: string) => (await find(ctx, { search })).similar?.map(student => student.name)
  expect(await similar(admin, 'щербук')).toEqual([anna.name])
  expect(await similar(admin, 'ив елкин')).toContain(ivan.name)
  expect(await similar(manager, 'йолкин')).toEqual([])
  expect(await similar(admin, 'xyzzyx')).toEqual([])
  expect((await find(admin, { search: 'щербак' })).similar).toBeUndefined()
})

it('finds whom a viewer sees among more namesakes than the index is asked for, and counts to 1,000', async () => {
  await rows(`insert into students ("tenantId", name, "givenName", "familyName")
    select $1, 'Twin Namesake', 'Twin', 'Namesake' from generate_series(1, 4500)`, [arsenal.tenant.id])
  const own = await arsenal.aStudent({ group: girls, name: 'Twin Namesake' })
  expect((await find(manager, { search: 'namesake' })).data.map(student => student.id)).toEqual([own.id])
  expect((await find(admin, { search: 'namesake twin' })).pagination).toMatchObject({ total: 1_000, totalPages: 20 })
})
