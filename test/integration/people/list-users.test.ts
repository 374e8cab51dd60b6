import { expect, it } from 'vitest'
import { userListQuery } from '#shared/schemas/people'
import { listUsers } from '../../../server/domain/people/list-users'
import { arsenal, riverside } from '../../helpers/schools'

const find = (ctx: Parameters<typeof listUsers>[0], query: object = {}) => listUsers(ctx, userListQuery.parse(query))
const names = async (ctx: Parameters<typeof listUsers>[0], query: object = {}) => new Set((await find(ctx, query)).data.map(user => user.name))

const [north, south] = [await arsenal.aBranch(), await arsenal.aBranch()]
const admin = await arsenal.aUser('admin', { name: 'Ada Admin' })
const manager = await arsenal.aUser(['manager', 'parent'], { name: 'Max Manager', branches: [south] })
const coach = await arsenal.aUser('teacher', { name: 'Tim Coach' })
const other = await arsenal.aUser('teacher', { name: 'Nora North' })
const group = await arsenal.aGroup({ branch: south, name: 'Lions', teacher: coach })
const northern = await arsenal.aGroup({ branch: north, name: 'Bears', teacher: other })
await arsenal.anAssignment(coach, northern)
const child = await arsenal.aStudent({ group, name: 'Eva Child' })
const stranger = await arsenal.aStudent({ group: northern, name: 'Ben Stranger' })
const mother = await arsenal.aUser('parent', { name: 'Vera Mother' })
await arsenal.aGuardianship(mother, child)
await arsenal.aGuardianship(mother, stranger)
const father = await arsenal.aUser('parent', { name: 'Nick Northern' })
await arsenal.aGuardianship(father, stranger)
await riverside.aUser('teacher', { name: 'Tim Coach' })

it('shows an admin everybody of the school, a manager the people of their branches', async () => {
  expect(await names(admin.context)).toEqual(new Set(['Ada Admin', 'Max Manager', 'Tim Coach', 'Nora North', 'Vera Mother', 'Nick Northern']))
  expect((await find(admin.context)).pagination.total).toBe(6)
  expect(await names(manager.context)).toEqual(new Set(['Max Manager', 'Tim Coach', 'Vera Mother']))
  expect(await names((await arsenal.aUser('manager')).context)).toEqual(new Set())
  expect(await names(coach.context)).toEqual(new Set())
})

it('says what they teach and whom they answer for, as far as the viewer sees it, and nothing to reach them by', async () => {
  const [of, all] = [await find(manager.context, { search: 'vera' }), await find(admin.context, { search: 'coach' })]
  expect(of.data).toEqual([{ id: mother.id, name: 'Vera Mother', roles: ['parent'], signsIn: true, groups: [], children: [{ id: child.id, name: 'Eva Child' }] }])
  expect(all.data).toEqual([{
    id: coach.id, name: 'Tim Coach', roles: ['teacher'], signsIn: true, children: [],
    groups: [{ id: northern.id, name: 'Bears' }, { id: group.id, name: 'Lions' }],
  }])
})

it('filters by role and finds by words', async () => {
  expect(await names(admin.context, { role: 'teacher' })).toEqual(new Set(['Tim Coach', 'Nora North']))
  expect(await names(admin.context, { role: 'parent', search: 'max' })).toEqual(new Set(['Max Manager']))
  expect(await names(manager.context, { search: 'north' })).toEqual(new Set())
  expect(await names(admin.context, { search: '%' })).toEqual(new Set())
})
