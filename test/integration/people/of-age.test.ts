import { expect, it } from 'vitest'
import { changeGuardianship } from '../../../server/domain/people/change-guardianship'
import { describeFile } from '../../../server/domain/people/describe-file'
import { describeMe } from '../../../server/domain/people/describe-me'
import { describeStudent } from '../../../server/domain/people/describe-student'
import { grantAccess } from '../../../server/domain/people/grant-access'
import { listAccess } from '../../../server/domain/people/list-access'
import { yearsBefore } from '#shared/utils/local-date'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { school } from '../../helpers/school/school'
import { arsenal } from '../../helpers/schools'

const never = school({ slug: 'never', name: 'Never', timeZone: 'Europe/Kyiv', locale: 'uk', vocabulary: 'school', settings: { ageOfMajority: null } })
await never.create()

async function aFamily(birthDate: string, at = arsenal) {
  const child = await at.aStudent({ group: await at.aGroup() })
  const [mother, father] = [await at.aUser('parent'), await at.aUser('parent')]
  const { id } = await at.aGuardianship(mother, child)
  await at.aGuardianship(father, child)
  await rows('update students set "birthDate" = $2 where id = $1', [child.id, birthDate])
  return { child, mother, father, guardianship: id, student: await at.aUser('student', { student: child }) }
}
const eighteen = (offset: number) => yearsBefore(arsenal.day(offset), 18)
const sees = async ({ context }: Awaited<ReturnType<typeof arsenal.aUser>>) => (await describeMe(context)).children.length > 0

it('guardians see the child to the day before the birthday, and from it on only whom the student lets', async () => {
  const young = await aFamily(eighteen(1))
  expect([await sees(young.mother), await sees(young.father)]).toEqual([true, true])
  await expect(grantAccess(young.student.context, young.guardianship, false)).rejects.toMatchObject({ code: 'not_of_age', status: 409 })

  const { child, mother, father, guardianship, student } = await aFamily(eighteen(0))
  expect([await sees(mother), await sees(father)]).toEqual([false, false])
  await expectNotInSight(describeStudent(mother.context, child.id))
  await grantAccess(student.context, guardianship, true)
  expect([await sees(mother), await sees(father)]).toEqual([true, false])
  expect(await describeStudent(mother.context, child.id)).toMatchObject({ id: child.id })
  const access = await listAccess(student.context)
  expect(access).toMatchObject({ ofAge: true, ageOfMajority: 18 })
  expect(Object.fromEntries(access.guardians.map(({ name, sees }) => [name, sees]))).toEqual({ [mother.name]: true, [father.name]: false })
  await grantAccess(student.context, guardianship, false)
  expect(await sees(mother)).toBe(false)
})

it('the school writes down the word of a student without a sign-in, and a guardian is told why there is nothing to see', async () => {
  const admin = await arsenal.aUser('admin')
  const child = await arsenal.aStudent({ group: await arsenal.aGroup() })
  const mother = await arsenal.aUser('parent')
  const { id } = await arsenal.aGuardianship(mother, child)
  await expect(changeGuardianship(admin.context, id, { granted: true })).rejects.toMatchObject({ code: 'not_by_word', status: 409 })
  await rows('update students set "birthDate" = $2 where id = $1', [child.id, eighteen(0)])
  expect((await describeMe(mother.context)).withheld).toEqual([child.name])
  await changeGuardianship(admin.context, id, { granted: true })
  expect(await sees(mother)).toBe(true)
  expect((await describeMe(mother.context)).withheld).toBeUndefined()
  expect((await describeFile(admin.context, child.id)).guardians).toMatchObject([{ id, granted: true }])
  await changeGuardianship(admin.context, id, { granted: false })
  expect(await sees(mother)).toBe(false)
  await arsenal.aUser('student', { student: child })
  await expect(changeGuardianship(admin.context, id, { granted: true })).rejects.toMatchObject({ code: 'not_by_word', status: 409 })
})

it('nobody decides for another student, nor by a school without an age', async () => {
  const [one, other] = [await aFamily(eighteen(0)), await aFamily(eighteen(0))]
  await expectNotInSight(grantAccess(one.student.context, other.guardianship, true))
  const old = await aFamily('1990-01-01', never)
  expect(await sees(old.mother)).toBe(true)
  await expect(grantAccess(old.student.context, old.guardianship, false)).rejects.toMatchObject({ code: 'not_of_age' })
})

it('who was born on 29 February is of age on 1 March of a year without one', () => {
  expect([yearsBefore('2026-02-28', 18) >= '2008-02-29', yearsBefore('2026-03-01', 18) >= '2008-02-29']).toEqual([false, true])
  expect(yearsBefore('2028-02-29', 18)).toBe('2010-02-28')
})
