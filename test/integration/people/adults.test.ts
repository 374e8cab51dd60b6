import { describe, expect, it } from 'vitest'
import { newAdult } from '#shared/schemas/adults'
import { addAdult } from '../../../server/domain/people/add-adult'
import { assignTeacher } from '../../../server/domain/people/assign-teacher'
import { changeAdult } from '../../../server/domain/people/change-adult'
import { describeAdult } from '../../../server/domain/people/describe-adult'
import { endAdult } from '../../../server/domain/people/end-adult'
import { endAssignment } from '../../../server/domain/people/end-assignment'
import { listGroupTeachers } from '../../../server/domain/people/list-group-teachers'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { serial } from '../../helpers/school/names'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const [north, south] = [await arsenal.aBranch(), await arsenal.aBranch()]
const admin = await arsenal.aUser('admin')
const manager = await arsenal.aUser('manager', { branches: [south] })
const lions = await arsenal.aGroup({ branch: south })
const bears = await arsenal.aGroup({ branch: north })
const child = await arsenal.aStudent({ group: lions })

const a = (more: object) => newAdult.parse({ givenName: 'Nina', familyName: 'New', email: `nina-${serial()}@arsenal.example`, ...more })
const add = (of: typeof admin, more: object) => addAdult(of.context, a(more))
const fault = (path: string) => ({ code: 'invalid', errors: [{ path }] })

describe('a person added by hand', () => {
  it('teaches the groups and answers for the children named with them', async () => {
    const { id } = await add(manager, { roles: ['teacher', 'parent'], groupIds: [lions.id], children: [{ studentId: child.id, relation: 'mother' }] })
    expect(await describeAdult(manager.context, id)).toMatchObject({
      name: 'Nina New', roles: ['teacher', 'parent'], changeable: true, hasPassword: false,
      assignments: [{ group: { id: lions.id }, from: arsenal.day() }], children: [{ id: child.id }],
    })
  })

  it('gets nothing that is not the manager’s to give', async () => {
    const elsewhere = await arsenal.aStudent({ group: bears })
    await expect(add(manager, { roles: ['admin'], branchIds: [] })).rejects.toMatchObject(fault('groupIds'))
    for (const role of ['admin', 'editor']) await expect(add(manager, { roles: ['teacher', role], groupIds: [lions.id] })).rejects.toMatchObject(fault('roles.1'))
    await expect(add(manager, { roles: ['manager'], branchIds: [south.id, north.id] })).rejects.toMatchObject(fault('branchIds.1'))
    await expect(add(manager, { roles: ['teacher'], groupIds: [lions.id, bears.id] })).rejects.toMatchObject(fault('groupIds.1'))
    await expect(add(manager, { roles: ['parent'], children: [{ studentId: elsewhere.id }] })).rejects.toMatchObject(fault('children.0.studentId'))
    await expect(add(admin, { roles: ['manager'] })).rejects.toMatchObject(fault('branchIds'))
    expect(await rows('select 1 from users where "tenantId" = $1 and name = \'Nina New\' and id not in (select "userId" from user_roles)', [arsenal.tenant.id])).toEqual([])
  })

  it('has an address of their own, which may be another’s in another school', async () => {
    const email = `twice-${serial()}@example.com`
    await add(admin, { roles: ['editor'], email })
    await expect(add(admin, { roles: ['parent'], email })).rejects.toMatchObject({ code: 'address_taken', status: 409 })
    await addAdult((await riverside.aUser('admin')).context, a({ roles: ['parent'], email }))
  })

  it('may be a student, whose record is theirs alone', async () => {
    const student = await arsenal.aStudent({ group: lions })
    await add(manager, { roles: ['student'], studentId: student.id })
    await expect(add(manager, { roles: ['student'], studentId: student.id })).rejects.toMatchObject({ code: 'signs_in_already' })
    await expect(add(admin, { roles: ['student'] })).rejects.toMatchObject(fault('studentId'))
  })
})

describe('changing a person', () => {
  it('gives a new address, and ends what was signed in with the old one', async () => {
    const teacher = await arsenal.aUser('teacher')
    await arsenal.anAssignment(teacher, lions)
    await changeAdult(manager.context, teacher.id, { email: `moved-${serial()}@arsenal.example`, phone: '+44 7700 900123' })
    expect(await rows('select 1 from sessions where "userId" = $1', [teacher.id])).toEqual([])
    expect(await rows('select "changedByHand", "rolesByHand" from users where id = $1', [teacher.id])).toEqual([{ changedByHand: true, rolesByHand: false }])
  })

  it('is not a manager’s where the person reaches beyond their branches: a new address would be a way in', async () => {
    const both = await arsenal.aUser('teacher')
    for (const group of [lions, bears]) await arsenal.anAssignment(both, group)
    const editor = await arsenal.aUser(['teacher', 'admin'])
    await arsenal.anAssignment(editor, lions)
    const mother = await arsenal.aUser('parent')
    for (const group of [lions, bears]) await arsenal.aGuardianship(mother, await arsenal.aStudent({ group }))
    const colleague = await arsenal.aUser('manager', { branches: [south, north] })
    for (const person of [both, editor, mother, colleague]) {
      expect((await describeAdult(manager.context, person.id)).changeable).toBe(false)
      await expect(changeAdult(manager.context, person.id, { email: 'mine@arsenal.example' })).rejects.toMatchObject({ status: 403 })
      await expect(endAdult(manager.context, person.id)).rejects.toMatchObject({ status: 403 })
    }
  })

  it('is not a manager’s where a child of theirs has left another branch', async () => {
    const [mother, left] = [await arsenal.aUser('parent'), await arsenal.aStudent({ group: bears })]
    await arsenal.aGuardianship(mother, await arsenal.aStudent({ group: lions }))
    await arsenal.aGuardianship(mother, left)
    await rows('update students set "endedAt" = now() where id = $1', [left.id])
    await expect(changeAdult(manager.context, mother.id, { email: 'mine@arsenal.example' })).rejects.toMatchObject({ status: 403 })
  })

  it('is a name without address to whoever knew the person before', async () => {
    const gone = await arsenal.aStudent({ group: lions })
    const father = await arsenal.aUser('parent', { phone: '+44 7700 900777' })
    await arsenal.aGuardianship(father, gone)
    expect(await describeAdult(manager.context, father.id)).toMatchObject({ email: father.email, phone: '+44 7700 900777' })
    await rows('update enrolments set "from" = $2, "to" = $3 where "studentId" = $1', [gone.id, arsenal.day(-9), arsenal.day(-1)])
    await arsenal.anEnrolment(gone, bears)
    expect(await describeAdult(manager.context, father.id)).toMatchObject({ name: father.name, email: null, phone: null, changeable: false })
    expect(await describeAdult(admin.context, father.id)).toMatchObject({ email: father.email })
  })

  it('is done by one of two who take each other’s rights at the same moment', async () => {
    const [one, two] = [await arsenal.aUser('admin'), await arsenal.aUser('admin')]
    const both = await Promise.allSettled([
      changeAdult(one.context, two.id, { roles: ['teacher'] }), changeAdult(two.context, one.id, { roles: ['teacher'] }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('is nothing that one sees of another branch or school', async () => {
    const teacher = await arsenal.aUser('teacher')
    await arsenal.anAssignment(teacher, bears)
    await expectNotInSight(changeAdult(manager.context, teacher.id, { givenName: 'X' }))
    await expectNotInSight(describeAdult(manager.context, teacher.id))
    await expectNotInSight(describeAdult((await riverside.aUser('admin')).context, teacher.id))
  })

  it('leaves the admin an admin', async () => {
    await expect(changeAdult(admin.context, admin.id, { roles: ['teacher'] })).rejects.toMatchObject({ status: 403 })
    await expect(endAdult(admin.context, admin.id)).rejects.toMatchObject({ status: 403 })
  })
})

describe('ending a person', () => {
  it('takes sign-in, groups and children at once, and frees the address', async () => {
    const teacher = await arsenal.aUser(['teacher', 'parent'])
    await teacher.withPassword()
    await arsenal.anAssignment(teacher, lions)
    await arsenal.aGuardianship(teacher, child)
    await endAdult(manager.context, teacher.id)
    expect(await rows('select email, "endedAt" is not null as ended from users where id = $1', [teacher.id])).toEqual([{ email: null, ended: true }])
    expect(await rows('select 1 from sessions where "userId" = $1 union all select 1 from accounts where "userId" = $1', [teacher.id])).toEqual([])
    expect(await rows('select "to" from assignments where "userId" = $1 union all select "to" from guardianships where "userId" = $1', [teacher.id]))
      .toEqual([{ to: arsenal.day(-1) }, { to: arsenal.day(-1) }])
    await add(admin, { roles: ['editor'], email: teacher.email })
  })
})

describe('assigning', () => {
  it('makes a teacher of somebody known, once, until a day', async () => {
    const person = await arsenal.aUser('parent')
    const { id } = await assignTeacher(admin.context, lions.id, { userId: person.id, role: 'assistant' })
    await expect(assignTeacher(admin.context, lions.id, { userId: person.id, role: 'lead' })).rejects.toMatchObject({ code: 'already_assigned' })
    expect((await describeAdult(manager.context, person.id)).roles).toEqual(['teacher', 'parent'])
    await endAssignment(manager.context, id, arsenal.day())
    expect(await rows('select "to" from assignments where id = $1', [id])).toEqual([{ to: arsenal.day() }])
    await expectNotInSight(assignTeacher(manager.context, bears.id, { userId: person.id, role: 'lead' }))
  })

  it('lists who teaches a group from today on, the leads first, and who else may', async () => {
    const group = await arsenal.aGroup({ branch: south })
    const teacher = (letter: string) => arsenal.aUser('teacher', { name: `${letter} ${serial()}` })
    const [helps, leads, left, later, free] = [await teacher('A'), await teacher('B'), await teacher('C'), await teacher('D'), await teacher('E')]
    const elsewhere = await arsenal.aUser('teacher')
    await arsenal.anAssignment(elsewhere, bears)
    for (const person of [left, free]) await arsenal.anAssignment(person, lions)
    await arsenal.anAssignment(left, group, { from: arsenal.day(-9), to: arsenal.day(-1) })
    await assignTeacher(admin.context, group.id, { userId: helps.id, role: 'assistant' })
    await assignTeacher(admin.context, group.id, { userId: leads.id, role: 'lead' })
    const { id } = await assignTeacher(admin.context, group.id, { userId: later.id, role: 'lead', from: arsenal.day(3) })

    const shown = await listGroupTeachers(manager.context, group.id)
    expect(shown.changeable).toBe(true)
    expect(shown.data.map(({ user, role, from }) => [user.id, role, from])).toEqual([
      [leads.id, 'lead', arsenal.day()], [later.id, 'lead', arsenal.day(3)], [helps.id, 'assistant', arsenal.day()],
    ])
    const others = shown.others.map(other => other.id)
    expect(others).toEqual(expect.arrayContaining([left.id, free.id]))
    for (const one of [helps, leads, later, elsewhere, manager]) expect(others).not.toContain(one.id)
    // Somebody else's first day is theirs to take back.
    await endAssignment(manager.context, id, arsenal.day())
    expect((await listGroupTeachers(manager.context, group.id)).data.map(({ user }) => user.id)).toEqual([leads.id, helps.id])
    await expectNotInSight(listGroupTeachers(manager.context, bears.id))
  })
})
