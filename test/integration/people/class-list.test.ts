import { describe, expect, it } from 'vitest'
import { addGuardianship } from '../../../server/domain/people/add-guardianship'
import { addStudent } from '../../../server/domain/people/add-student'
import { changeGuardianship } from '../../../server/domain/people/change-guardianship'
import { changeStudent } from '../../../server/domain/people/change-student'
import { describeMe } from '../../../server/domain/people/describe-me'
import { describeFile } from '../../../server/domain/people/describe-file'
import { endEnrolment } from '../../../server/domain/people/end-enrolment'
import { endLeavers, LEAVERS } from '../../../server/domain/people/end-leavers'
import { endStudent } from '../../../server/domain/people/end-student'
import { enrolStudent } from '../../../server/domain/people/enrol-student'
import { listLeft } from '../../../server/domain/people/list-left'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { db } from '../../../server/infra/db/db'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const [north, south] = [await arsenal.aBranch(), await arsenal.aBranch()]
const admin = await arsenal.aUser('admin')
const manager = await arsenal.aUser('manager', { branches: [south] })
const lions = await arsenal.aGroup({ branch: south, name: 'Lions' })
const tigers = await arsenal.aGroup({ branch: south, name: 'Tigers' })
const bears = await arsenal.aGroup({ branch: north, name: 'Bears' })
const born = { givenName: 'Eva', familyName: 'New' }

const roster = async (group: typeof lions, offset: number) => {
  const { lesson } = await arsenal.aLesson({ group, date: arsenal.day(offset) })
  return (await readRegister(admin.context, lesson.id)).students.map(student => student.studentId)
}
const enrolments = (student: { id: string }) => rows('select "groupId", "from", "to" from enrolments where "studentId" = $1 order by "from"', [student.id])

describe('a student added by hand', () => {
  it('is on the rosters of the group from the first day on, with a line of the audit log', async () => {
    const student = await addStudent(manager.context, { ...born, birthDate: '2016-02-29', groupId: lions.id, from: arsenal.day(2) })
    expect([await roster(lions, 1), await roster(lions, 2)].map(ids => ids.includes(student.id))).toEqual([false, true])
    expect(await describeFile(manager.context, student.id)).toMatchObject({ name: 'Eva New', birthDate: '2016-02-29', ended: false, enrolments: [{ group: { name: 'Lions' } }] })
    expect(await rows('select action, "actorId" from audit_entries where "subjectId" = $1', [student.id])).toEqual([{ action: 'student.added', actorId: manager.id }])
  })

  it('goes into no group of another branch or school, and is not born tomorrow', async () => {
    const stranger = await riverside.aGroup()
    for (const group of [bears, stranger]) {
      await expect(addStudent(manager.context, { ...born, groupId: group.id })).rejects.toMatchObject({ code: 'invalid', errors: [{ path: 'groupId', code: 'not_found' }] })
    }
    await expect(addStudent(manager.context, { ...born, groupId: lions.id, birthDate: arsenal.day(2) })).rejects.toMatchObject({ errors: [{ path: 'birthDate', code: 'future' }] })
  })
})

describe('moving', () => {
  it('ends one place the day before the other begins', async () => {
    const student = await arsenal.aStudent({ group: lions })
    await enrolStudent(manager.context, student.id, { groupId: tigers.id, from: arsenal.day(3), leaves: lions.id })
    expect(await enrolments(student)).toEqual([
      { groupId: lions.id, from: arsenal.day(-90), to: arsenal.day(2) }, { groupId: tigers.id, from: arsenal.day(3), to: null }])
    const rosters = [await roster(lions, 2), await roster(lions, 3), await roster(tigers, 2), await roster(tigers, 3)]
    expect(rosters.map(ids => ids.includes(student.id))).toEqual([true, false, false, true])
    await expect(enrolStudent(manager.context, student.id, { groupId: tigers.id })).rejects.toMatchObject({ code: 'already_enrolled', status: 409 })
  })

  it('is refused whole where the student is not in the group to leave', async () => {
    const student = await arsenal.aStudent({ group: lions })
    await expect(enrolStudent(manager.context, student.id, { groupId: lions.id, leaves: tigers.id })).rejects.toMatchObject({ errors: [{ path: 'leaves' }] })
    await expect(enrolStudent(manager.context, student.id, { groupId: tigers.id, leaves: bears.id })).rejects.toMatchObject({ errors: [{ path: 'leaves' }] })
    expect(await enrolments(student)).toHaveLength(1)
  })

  it('makes a full student of a child on trial', async () => {
    const child = await arsenal.aStudent({ trial: true })
    await enrolStudent(admin.context, child.id, { groupId: lions.id })
    expect(await rows('select trial from students where id = $1', [child.id])).toEqual([{ trial: false }])
  })
})

describe('leaving', () => {
  it('ends everything with the day, and a place in a group brings the student back', async () => {
    const student = await arsenal.aStudent({ group: lions })
    await arsenal.anEnrolment(student, tigers)
    expect(await endStudent(manager.context, student.id, arsenal.day(-1))).toEqual({ ended: true })
    expect((await enrolments(student)).map(row => row.to)).toEqual([arsenal.day(-1), arsenal.day(-1)])
    expect((await listLeft(manager.context, { page: 1, limit: 50 })).data.map(({ id }) => id)).toContain(student.id)
    await enrolStudent(manager.context, student.id, { groupId: lions.id })
    expect(await describeFile(manager.context, student.id)).toMatchObject({ ended: false })
    expect((await listLeft(manager.context, { page: 1, limit: 50 })).data.map(({ id }) => id)).not.toContain(student.id)
  })

  it('leaves the other branch’s groups going on, and a day to come waits', async () => {
    const both = await arsenal.aStudent({ group: lions })
    await arsenal.anEnrolment(both, bears)
    expect(await endStudent(manager.context, both.id, arsenal.day(-1))).toEqual({ ended: false })
    expect((await enrolments(both)).map(row => row.to).sort()).toEqual([arsenal.day(-1), null])
    const later = await arsenal.aStudent({ group: lions })
    expect(await endStudent(manager.context, later.id, arsenal.day(5))).toEqual({ ended: false })
    expect(await roster(lions, 5)).toContain(later.id)
    expect(await roster(lions, 6)).not.toContain(later.id)
  })

  it('is over by itself once the last day is, unless a place goes on or the student is back', async () => {
    const due = async () => (await db.system<{ tenantId: string }>('main', LEAVERS.due)).map(({ tenantId }) => tenantId)
    const aLion = () => arsenal.aStudent({ group: lions })
    const [goes, stays, comesBack] = [await aLion(), await aLion(), await aLion()]
    for (const student of [goes, stays, comesBack]) await endStudent(admin.context, student.id, arsenal.day(2))
    await arsenal.anEnrolment(stays, bears)
    await enrolStudent(admin.context, comesBack.id, { groupId: tigers.id })
    expect(await endLeavers(arsenal.tenant.id)).toBe(0)
    await rows('update students set "leavesOn" = "leavesOn" - 4 where id = any($1)', [[goes.id, stays.id]])
    await rows('update enrolments set "to" = "to" - 4 where "studentId" = $1', [goes.id])
    expect(await due()).toContain(arsenal.tenant.id)
    expect(await endLeavers(arsenal.tenant.id)).toBe(1)
    expect(await due()).not.toContain(arsenal.tenant.id)
    const left = (await listLeft(admin.context, { page: 1, limit: 100 })).data
    expect(left.find(({ id }) => id === goes.id)).toMatchObject({ on: arsenal.day(-2) })
    expect(left.map(({ id }) => id)).not.toContain(stays.id)
    expect(await rows('select "leavesOn", "endedAt" from students where id = any($1)', [[stays.id, comesBack.id]]))
      .toEqual(Array(2).fill({ leavesOn: null, endedAt: null }))
    expect(await endLeavers(riverside.tenant.id)).toBe(0)
  })

  it('of one group takes a place that never began away', async () => {
    const student = await arsenal.aStudent({ group: lions })
    const { id } = await arsenal.anEnrolment(student, tigers, { from: arsenal.day(4) })
    await endEnrolment(manager.context, id, arsenal.day(1))
    expect(await enrolments(student)).toHaveLength(1)
    await expectNotInSight(endEnrolment(manager.context, id, arsenal.day(1)))
  })
})

describe('who may', () => {
  it('is the manager of the branch where the student is now; others see and change nothing', async () => {
    const student = await arsenal.aStudent({ group: bears })
    const change = { givenName: 'Other' }
    await expectNotInSight(changeStudent(manager.context, student.id, change))
    await expectNotInSight(changeStudent((await riverside.aUser('admin')).context, student.id, change))
    await arsenal.anEnrolment(student, lions, { from: arsenal.day(-80), to: arsenal.day(-60) })
    await expect(changeStudent(manager.context, student.id, change)).rejects.toMatchObject({ status: 403 })
    await expect(describeFile(manager.context, student.id)).rejects.toMatchObject({ status: 403 })
    await changeStudent(admin.context, student.id, change)
    expect(await rows('select name, "namedByHand" from students where id = $1', [student.id])).toEqual([{ name: `Other ${student.familyName}`, namedByHand: true }])
  })
})

describe('a guardian', () => {
  it('sees the child from today on, only while it holds and while they may see records', async () => {
    const student = await arsenal.aStudent({ group: lions })
    const parent = await arsenal.aUser('parent')
    const sees = async () => (await describeMe(parent.context)).children.map(({ id }) => id).includes(student.id)
    const { id } = await addGuardianship(admin.context, student.id, { userId: parent.id, relation: 'aunt', mayCollect: false })
    expect(await sees()).toBe(true)
    await expect(addGuardianship(admin.context, student.id, { userId: parent.id })).rejects.toMatchObject({ code: 'already_guardian' })
    await changeGuardianship(manager.context, id, { maySeeRecords: false })
    expect(await sees()).toBe(false)
    await changeGuardianship(manager.context, id, { maySeeRecords: true, to: arsenal.day(-1) })
    expect(await sees()).toBe(false)
    await changeGuardianship(manager.context, id, { to: null })
    expect(await sees()).toBe(true)
    expect((await describeFile(manager.context, student.id)).guardians).toMatchObject([{ relation: 'aunt', mayCollect: false, holds: true }])
  })

  it('is nobody whom the viewer does not see, and of no child that they do not keep', async () => {
    const [student, elsewhere] = [await arsenal.aStudent({ group: lions }), await arsenal.aStudent({ group: bears })]
    const stranger = await arsenal.aUser('parent')
    await expect(addGuardianship(manager.context, student.id, { userId: stranger.id })).rejects.toMatchObject({ errors: [{ path: 'userId', code: 'not_found' }] })
    const { id } = await arsenal.aGuardianship(stranger, elsewhere)
    await expectNotInSight(changeGuardianship(manager.context, id, { to: arsenal.day() }))
  })
})
