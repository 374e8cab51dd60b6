import { describe, expect, it } from 'vitest'
import { acceptInvitation, readInvitation } from '../../../server/domain/people/accept-invitation'
import { inviteOne } from '../../../server/domain/people/invite'
import { inviteGroup } from '../../../server/domain/people/invite-group'
import { listInvitations } from '../../../server/domain/people/list-invitations'
import { recordPasswordSet } from '../../../server/domain/people/record-password-set'
import { revokeInvitation } from '../../../server/domain/people/revoke-invitation'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { serial } from '../../helpers/school/names'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const [north, south] = [await arsenal.aBranch(), await arsenal.aBranch()]
const admin = await arsenal.aUser('admin')
const manager = await arsenal.aUser('manager', { branches: [south] })
const origin = 'https://arsenal.example'
const password = 'a long enough password'
const bad = { code: 'bad_invitation', status: 400 }

async function aGuardian(branch = south) {
  const group = await arsenal.aGroup({ branch })
  const child = await arsenal.aStudent({ group })
  const parent = await arsenal.aUser('parent')
  await arsenal.aGuardianship(parent, child)
  return { group, child, parent }
}
const secretOf = async (userId: string) => (await inviteOne(manager.context, userId, 'code', origin)).code ?? ''

describe('a code', () => {
  it('lets its person in once, as they type it, with the name and address that they give', async () => {
    const { parent } = await aGuardian()
    const code = await secretOf(parent.id)
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/)
    expect(await rows('select 1 from invitations where "secretHash" = $1', [code])).toEqual([])
    const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `
    expect(await readInvitation(arsenal.context, typed)).toMatchObject({ name: parent.name, email: parent.email, byCode: true })
    const email = `chosen-${serial()}@home.example`
    expect(await acceptInvitation(arsenal.context, { secret: typed, password, email, givenName: 'Right' })).toEqual({ email })
    expect(await rows('select email, "givenName", "changedByHand" from users where id = $1', [parent.id])).toEqual([{ email, givenName: 'Right', changedByHand: true }])
    expect(await rows('select 1 from accounts where "userId" = $1 and password is not null', [parent.id])).toHaveLength(1)
    await expect(acceptInvitation(arsenal.context, { secret: code, password })).rejects.toMatchObject(bad)
  })

  it('is used by one of two who come at the same moment', async () => {
    const { parent } = await aGuardian()
    const secret = await secretOf(parent.id)
    const both = await Promise.allSettled([1, 2].map(() => acceptInvitation(arsenal.context, { secret, password })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('does not hold when it is revoked, replaced, too old, of another school, or its person has left', async () => {
    const { parent } = await aGuardian()
    const first = await secretOf(parent.id)
    const second = await secretOf(parent.id)
    expect(second).not.toBe(first)
    for (const secret of [first, 'ABCDEFGHJK', 'x', '']) await expect(readInvitation(arsenal.context, secret)).rejects.toMatchObject(bad)
    await expect(readInvitation(riverside.context, second)).rejects.toMatchObject(bad)
    await rows('update invitations set "createdAt" = now() - interval \'40 days\', "expiresAt" = now() - interval \'1 second\' where "userId" = $1', [parent.id])
    await expect(acceptInvitation(arsenal.context, { secret: second, password })).rejects.toMatchObject(bad)
    const { id, code } = await inviteOne(manager.context, parent.id, 'code', origin)
    await revokeInvitation(manager.context, id)
    await expect(readInvitation(arsenal.context, code ?? '')).rejects.toMatchObject(bad)
    const last = await secretOf(parent.id)
    await rows('update users set "endedAt" = now() where id = $1', [parent.id])
    await expect(readInvitation(arsenal.context, last)).rejects.toMatchObject(bad)
  })

  it('holds no more once its person has a password, or is nobody whom its maker may change', async () => {
    const { parent } = await aGuardian()
    const early = await secretOf(parent.id)
    await parent.withPassword()
    await expect(acceptInvitation(arsenal.context, { secret: early, password })).rejects.toMatchObject(bad)

    const { parent: grown } = await aGuardian()
    const before = await secretOf(grown.id)
    await rows(`insert into user_roles ("tenantId", "userId", role) values ($1, $2, 'admin')`, [arsenal.tenant.id, grown.id])
    await expect(readInvitation(arsenal.context, before)).rejects.toMatchObject(bad)
    await expect(acceptInvitation(arsenal.context, { secret: before, password })).rejects.toMatchObject(bad)
    await rows(`delete from user_roles where "userId" = $1 and role = 'admin'`, [grown.id])
    expect(await acceptInvitation(arsenal.context, { secret: before, password })).toBeTruthy()
  })

  it('is taken back when its person sets a password in another way', async () => {
    const { parent } = await aGuardian()
    await secretOf(parent.id)
    await recordPasswordSet(arsenal.context, parent.id)
    expect(await rows('select 1 from invitations where "userId" = $1 and "revokedAt" is null', [parent.id])).toEqual([])
  })

  it('asks for an address where there is none, and takes none that somebody has', async () => {
    const { parent } = await aGuardian()
    await rows('update users set email = null where id = $1', [parent.id])
    const secret = await secretOf(parent.id)
    await expect(acceptInvitation(arsenal.context, { secret, password })).rejects.toMatchObject({ errors: [{ path: 'email' }] })
    await expect(acceptInvitation(arsenal.context, { secret, password, email: admin.email })).rejects.toMatchObject({ code: 'address_taken' })
    expect(await acceptInvitation(arsenal.context, { secret, password, email: `own-${serial()}@home.example` })).toBeTruthy()
  })
})

describe('inviting', () => {
  it('is for whoever has no password, and by code only for whom the viewer may change', async () => {
    const { parent } = await aGuardian()
    await arsenal.aGuardianship(parent, (await aGuardian(north)).child)
    await expect(inviteOne(manager.context, parent.id, 'code', origin)).rejects.toMatchObject({ status: 403 })
    expect((await inviteOne(admin.context, parent.id, 'code', origin)).code).not.toBeNull()
    await expectNotInSight(inviteOne(manager.context, (await aGuardian(north)).parent.id, 'mail', origin))
    await expectNotInSight(inviteOne((await riverside.aUser('admin')).context, parent.id, 'mail', origin))
    const { parent: other } = await aGuardian()
    await other.withPassword()
    await expect(inviteOne(manager.context, other.id, 'code', origin)).rejects.toMatchObject({ code: 'signs_in_already' })
  })

  it('makes a slip for each guardian of a class, once, and prints the same code again', async () => {
    const { group, child, parent } = await aGuardian()
    const [second, grandmother] = [await arsenal.aUser('parent'), await arsenal.aUser('parent')]
    await arsenal.aGuardianship(second, child)
    await arsenal.aGuardianship(grandmother, child, { maySeeRecords: false })
    await second.withPassword()
    expect(await inviteGroup(manager.context, group.id, 'code', origin)).toEqual({ invited: 1 })
    expect(await inviteGroup(manager.context, group.id, 'code', origin)).toEqual({ invited: 0 })
    const { guardians } = await listInvitations(manager.context, group.id)
    expect(guardians.map(({ id, signsIn }) => ({ id, signsIn })).sort((a, b) => a.id < b.id ? -1 : 1))
      .toEqual([{ id: parent.id, signsIn: false }, { id: second.id, signsIn: true }].sort((a, b) => a.id < b.id ? -1 : 1))
    const code = guardians.find(({ id }) => id === parent.id)?.invitation?.code ?? ''
    expect(await readInvitation(arsenal.context, code)).toMatchObject({ name: parent.name })
    await expectNotInSight(listInvitations((await arsenal.aUser('manager', { branches: [north] })).context, group.id))
  })
})
