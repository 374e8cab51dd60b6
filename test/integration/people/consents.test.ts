import { expect, it } from 'vitest'
import { changeConsentText, listConsentTexts } from '../../../server/domain/people/consent-texts'
import { decideConsent } from '../../../server/domain/people/decide-consent'
import { listConsents } from '../../../server/domain/people/list-consents'
import { yearsBefore } from '#shared/utils/local-date'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const admin = await arsenal.aUser('admin')
const teacher = await arsenal.aUser('teacher')
const group = await arsenal.aGroup({ teacher })
const child = await arsenal.aStudent({ group })
const [mother, father] = [await arsenal.aUser('parent', { name: 'Vera Mother' }), await arsenal.aUser('parent')]
for (const parent of [mother, father]) await arsenal.aGuardianship(parent, child)
const wording = async (text: string) => {
  await changeConsentText(admin.context, { kind: 'photos_inside', text })
  const found = (await listConsentTexts(admin.context)).data.find(({ kind }) => kind === 'photos_inside')
  if (!found) throw new Error('no text')
  return found
}
const shown = async (of: typeof admin) => (await listConsents(of.context, child.id)).data[0]

it('says by whom, when and to which text, keeps what was decided before, and can be taken back', async () => {
  const first = await wording('Photos on the wall.')
  expect(await shown(mother)).toMatchObject({ kind: 'photos_inside', text: { version: 1 }, decisions: [] })
  await decideConsent(mother.context, child.id, { textId: first.id, given: true })
  const second = await wording('Photos on the wall and in the hall.')
  expect(await wording('Photos on the wall and in the hall.')).toEqual(second)
  await expect(decideConsent(mother.context, child.id, { textId: first.id, given: true })).rejects.toMatchObject({ code: 'text_changed', status: 409 })
  await decideConsent(mother.context, child.id, { textId: first.id, given: false })
  await decideConsent(father.context, child.id, { textId: second.id, given: true })
  const of = async (person: typeof admin) => (await shown(person))?.decisions.map(({ given, version, by }) => [given, version, by])
  expect(await of(admin)).toEqual([[true, 2, father.name], [false, 1, 'Vera Mother'], [true, 1, 'Vera Mother']])
  // No guardian learns what another decided by name, and a teacher only what holds.
  expect(await of(mother)).toEqual([[true, 2, null], [false, 1, 'Vera Mother'], [true, 1, 'Vera Mother']])
  expect(await of(teacher)).toEqual([[true, 2, null], [false, 1, null], [true, 1, null]])
  await expect(rows('delete from consents where "tenantId" = $1', [riverside.tenant.id])).resolves.toEqual([])
})

it('is the guardians’, then the student’s own, and nobody else’s', async () => {
  const text = await wording('Once more.')
  const decision = { textId: text.id, given: true }
  for (const who of [admin, teacher]) await expect(decideConsent(who.context, child.id, decision)).rejects.toMatchObject({ status: 403 })
  for (const who of [await arsenal.aUser('parent'), await riverside.aUser('admin')]) await expectNotInSight(decideConsent(who.context, child.id, decision))
  await expect(decideConsent(mother.context, child.id, { ...decision, textId: child.id })).rejects.toMatchObject({ errors: [{ path: 'textId' }] })
  const student = await arsenal.aUser('student', { student: child })
  await expect(decideConsent(student.context, child.id, decision)).rejects.toMatchObject({ status: 403 })
  await rows('update students set "birthDate" = $2 where id = $1', [child.id, yearsBefore(arsenal.day(), 18)])
  await decideConsent(student.context, child.id, decision)
  await rows('update guardianships set "grantedAt" = now() where "studentId" = $1', [child.id])
  await expect(decideConsent(mother.context, child.id, decision)).rejects.toMatchObject({ status: 403 })
})
