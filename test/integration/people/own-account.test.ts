import { expect, it } from 'vitest'
import { changeProfile } from '../../../server/domain/people/change-profile'
import { forgetSchool } from '../../../server/domain/people/forget-school'
import { noteSchool } from '../../../server/domain/people/note-school'
import { showAccount } from '../../../server/domain/people/show-account'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const ORIGIN = 'http://arsenal.localhost:3000'
const someone = await arsenal.aUser('parent', { name: 'Olga Old', phone: '+7 900 1' })
const other = await arsenal.aUser('parent')

it('changes name and phone, one by one, and logs the fields without the words', async () => {
  await changeProfile(someone.context, { phone: '+380 44 123 45 67' })
  await changeProfile(someone.context, { name: 'Olga New Name' })
  const [row] = await rows('select name, "givenName", "familyName", phone from users where id = $1', [someone.id])
  expect(row).toEqual({ name: 'Olga New Name', givenName: 'Olga New', familyName: 'Name', phone: '+380 44 123 45 67' })
  await changeProfile(someone.context, { phone: '' })
  expect((await showAccount(someone.context)).phone).toBeNull()
  await changeProfile(someone.context, { name: 'Olga New Name' })
  const log = await rows<{ details: unknown }>(`select details from audit_entries where "subjectId" = $1 and action = 'user.profile_changed' order by at`, [someone.id])
  expect(log.map(({ details }) => details)).toEqual([{ fields: ['phone'] }, { fields: ['name'] }, { fields: ['phone'] }])
  expect(await showAccount(other.context)).toMatchObject({ name: other.name, phone: null, hasPassword: false })
})

it('notes schools of this installation however their address is written, each once', async () => {
  await insert('control.domains', { host: 'school.example.org', tenantId: riverside.tenant.id })
  const noted = await Promise.all(['riverside.localhost', 'http://RIVERSIDE.localhost:3000/today?x=1#y', 'https://riverside.localhost/'].map(address =>
    noteSchool(someone.context, address, ORIGIN)))
  expect(new Set(noted.map(({ host, name }) => `${host} ${name}`))).toEqual(new Set(['riverside.localhost Riverside']))
  await noteSchool(someone.context, 'school.example.org', ORIGIN)
  expect((await showAccount(someone.context)).otherSchools.map(({ host }) => host)).toEqual(['riverside.localhost', 'school.example.org'])
  expect((await showAccount(other.context)).otherSchools).toEqual([])
})

it.each([
  'https://evil.example', 'javascript:alert(1)', 'http://user:pass@riverside.localhost', '//evil.example/riverside.localhost', 'riverside.localhost.evil.example',
  'ftp://riverside.localhost', 'nobody.localhost', '_operator.localhost', 'http://[', 'riverside.localhost@evil.example', ' ',
])('leads nowhere else: %s', address =>
  expect(noteSchool(other.context, address, ORIGIN)).rejects.toMatchObject({ status: 422, errors: [{ path: 'address', code: 'no_school' }] }))

it('knows its own school by any of its addresses', () =>
  expect(noteSchool(other.context, 'arsenal.localhost', ORIGIN)).rejects.toMatchObject({ errors: [{ code: 'this_school' }] }))

it('forgets what is one\'s own to forget', async () => {
  const [school] = (await showAccount(someone.context)).otherSchools
  if (!school) throw new Error('nothing was noted')
  await expectNotInSight(forgetSchool(other.context, school.id))
  await expectNotInSight(forgetSchool((await riverside.aUser('parent')).context, school.id))
  await forgetSchool(someone.context, school.id)
  expect((await showAccount(someone.context)).otherSchools.map(({ id }) => id)).not.toContain(school.id)
})
