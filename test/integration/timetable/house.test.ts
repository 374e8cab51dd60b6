import { describe, expect, it } from 'vitest'
import { listGroups } from '../../../server/domain/lessons/list-groups'
import { addRoom } from '../../../server/domain/timetable/add-room'
import { changeGroup } from '../../../server/domain/timetable/change-group'
import { changeTerm } from '../../../server/domain/timetable/change-term'
import { readGroupPlan } from '../../../server/domain/timetable/group-plan'
import { listRooms } from '../../../server/domain/timetable/list-rooms'
import { listTerms } from '../../../server/domain/timetable/list-terms'
import { makeTerm } from '../../../server/domain/timetable/make-term'
import { planGroup } from '../../../server/domain/timetable/plan-group'
import { planSeries } from '../../../server/domain/timetable/plan-series'
import { readHouse } from '../../../server/domain/timetable/read-house'
import { removeRoom } from '../../../server/domain/timetable/remove-room'
import { renameRoom } from '../../../server/domain/timetable/rename-room'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { auditOf } from '../../helpers/school/registers'
import { arsenal, riverside } from '../../helpers/schools'

describe('a group', () => {
  it('is made, renamed, ended and taken up again by its branch\'s manager, in terms of the school', async () => {
    const branch = await arsenal.aBranch()
    const manager = await arsenal.aUser('manager', { branches: [branch] })
    const [term, later] = [await arsenal.aTerm(), await arsenal.aTerm()]
    const made = await planGroup(manager.context, { branchId: branch.id, name: 'U12 Tigers', termIds: [term.id] })
    expect(made).toMatchObject({ name: 'U12 Tigers', branch: { id: branch.id, name: branch.name }, termIds: [term.id], ended: false })
    expect((await listGroups(manager.context, { kind: 'class', page: 1, limit: 50 })).data.map(group => group.id)).toEqual([made.id])
    expect(await changeGroup(manager.context, made.id, { name: 'U13 Tigers', termIds: [later.id] })).toMatchObject({ name: 'U13 Tigers', termIds: [later.id] })
    expect(await readGroupPlan(manager.context, made.id)).toMatchObject({ name: 'U13 Tigers', mayManage: true, termIds: [later.id], series: [], conflicts: [] })
    await changeGroup(manager.context, made.id, { ended: true })
    expect((await listGroups(manager.context, { kind: 'class', page: 1, limit: 50 })).data).toEqual([])
    expect((await readHouse(manager.context)).groups).toMatchObject([{ id: made.id, ended: true }])
    await expect(planSeries(manager.context, { groupId: made.id, weekdays: [1], startTime: '09:00', endTime: '10:00', from: arsenal.day() }))
      .rejects.toMatchObject({ errors: [{ path: 'groupId' }] })
    expect(await changeGroup(manager.context, made.id, { ended: false })).toMatchObject({ ended: false, name: 'U13 Tigers' })
    expect((await auditOf(made)).map(({ action }) => action)).toEqual(['group.made', 'group.changed', 'group.ended', 'group.changed'])
  })

  it('is nobody else\'s to change', async () => {
    const branch = await arsenal.aBranch()
    const manager = await arsenal.aUser('manager', { branches: [branch] })
    const teacher = await arsenal.aUser('teacher')
    const group = await arsenal.aGroup({ branch, teacher })
    await expectNotInSight(changeGroup((await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] })).context, group.id, { name: 'x' }))
    await expectNotInSight(changeGroup((await riverside.aUser('admin')).context, group.id, { name: 'x' }))
    await expect(changeGroup(teacher.context, group.id, { name: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await readGroupPlan(teacher.context, group.id)).toMatchObject({ mayManage: false })
    await expect(changeGroup(manager.context, group.id, { termIds: [(await riverside.aTerm()).id] })).rejects.toMatchObject({ errors: [{ path: 'termIds' }] })
    await expect(planGroup(manager.context, { branchId: (await arsenal.aBranch()).id, name: 'x', termIds: [] })).rejects.toMatchObject({ errors: [{ path: 'branchId' }] })
    expect(await rows('select name from groups where id = $1', [group.id])).toEqual([{ name: group.name }])
  })

  it('shows what its weeks clash with', async () => {
    const branch = await arsenal.aBranch()
    const manager = await arsenal.aUser('manager', { branches: [branch] })
    const [one, two] = [await arsenal.aGroup({ branch }), await arsenal.aGroup({ branch })]
    await addRoom(manager.context, { branchId: branch.id, name: 'Hall' })
    const plan = { weekdays: [1, 2, 3, 4, 5, 6, 7], place: 'Hall', from: arsenal.day(1), to: arsenal.day(2) }
    await planSeries(manager.context, { ...plan, groupId: one.id, startTime: '09:00', endTime: '10:00' })
    await planSeries(manager.context, { ...plan, groupId: two.id, startTime: '09:59', endTime: '11:00' })
    expect((await readGroupPlan(manager.context, one.id)).conflicts).toMatchObject([1, 2].map(days =>
      ({ kind: 'room', groupName: two.name, date: arsenal.day(days), startTime: '09:59' })))
  })
})

describe('terms and rooms', () => {
  it('have their days and names', async () => {
    const admin = await arsenal.aUser('admin')
    const term = await makeTerm(admin.context, { name: 'Autumn', startsOn: '2031-09-01', endsOn: '2031-12-20' })
    expect(await changeTerm(admin.context, term.id, { endsOn: '2031-12-24' })).toEqual({ ...term, endsOn: '2031-12-24' })
    await expect(changeTerm(admin.context, term.id, { startsOn: '2032-01-01' })).rejects.toMatchObject({ errors: [{ path: 'endsOn' }] })
    await expectNotInSight(changeTerm((await riverside.aUser('admin')).context, term.id, { name: 'x' }))
    expect((await listTerms(admin.context)).data[0]).toEqual({ ...term, endsOn: '2031-12-24' })
    const branch = await arsenal.aBranch()
    const room = await addRoom(admin.context, { branchId: branch.id, name: 'Hall A' })
    await expect(addRoom(admin.context, { branchId: branch.id, name: 'hall a' })).rejects.toMatchObject({ code: 'room_exists', status: 409 })
    expect((await listRooms(admin.context)).data).toContainEqual(room)
    await removeRoom(admin.context, room.id)
    await expectNotInSight(removeRoom(admin.context, room.id))
  })

  it('are called otherwise from today on: in the timetable, in what is planned, and nowhere else', async () => {
    const admin = await arsenal.aUser('admin')
    const group = await arsenal.aGroup()
    const room = await addRoom(admin.context, { branchId: group.branchId, name: 'Hall A' })
    await addRoom(admin.context, { branchId: group.branchId, name: 'Hall B' })
    const placed = async (place: string, date: string, more: object = {}) => (await arsenal.aLesson({ group, date, place, ...more })).lesson.id
    const [over, today, next] = [await placed('Hall A', arsenal.day(-1)), await placed('hall a', arsenal.day(0)), await placed('Hall A', arsenal.day(3))]
    const [other, elsewhere] = [await placed('Hall B', arsenal.day(3)), await placed('Hall A', arsenal.day(3), { group: await arsenal.aGroup() })]
    const [series] = await rows<{ id: string }>(`
      insert into lesson_series ("tenantId", "groupId", weekdays, "startTime", "endTime", place, "startsOn") values ($1, $2, '{1}', '09:00', '10:00', 'Hall A', current_date) returning id`,
    [arsenal.tenant.id, group.id])
    await expect(renameRoom(admin.context, room.id, 'hall b')).rejects.toMatchObject({ code: 'room_exists', status: 409 })
    await expectNotInSight(renameRoom((await riverside.aUser('admin')).context, room.id, 'Big hall'))
    await expectNotInSight(renameRoom((await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] })).context, room.id, 'Big hall'))
    expect(await renameRoom(admin.context, room.id, 'Big hall')).toEqual({ ...room, name: 'Big hall' })
    const places = await rows<{ id: string, place: string, sequence: number }>('select id, place, sequence from lessons where id = any($1)', [[over, today, next, other, elsewhere]])
    expect(Object.fromEntries(places.map(({ id, place, sequence }) => [id, [place, sequence]]))).toEqual({
      [over]: ['Hall A', 0], [today]: ['Big hall', 1], [next]: ['Big hall', 1], [other]: ['Hall B', 0], [elsewhere]: ['Hall A', 0],
    })
    expect(await rows('select place from lesson_series where id = $1', [series!.id])).toEqual([{ place: 'Big hall' }])
    // Its own name in other letters is no other room's.
    expect(await renameRoom(admin.context, room.id, 'BIG HALL')).toMatchObject({ name: 'BIG HALL' })
  })
})
