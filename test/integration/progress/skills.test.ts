import { expect, it } from 'vitest'
import { newSkill } from '#shared/schemas/skills'
import { addSkill } from '../../../server/domain/progress/add-skill'
import { changeSkill } from '../../../server/domain/progress/change-skill'
import { listSkills } from '../../../server/domain/progress/list-skills'
import { SKILL_PRESETS } from '../../../server/domain/progress/presets/presets'
import { takePreset } from '../../../server/domain/progress/take-preset'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { BANDS, SPRINT_BANDS } from '../../helpers/school/skills'
import { arsenal, riverside } from '../../helpers/schools'

const page = { page: 1, limit: 100, archived: 'false' as const }

it('has a preset of 27 skills for a football academy and one for a primary school, all of which the API would take', () => {
  expect(SKILL_PRESETS.map(({ key, skills }) => [key, skills.length])).toEqual([['football_academy', 27], ['primary_school', 18]])
  for (const { skills } of SKILL_PRESETS) for (const locale of ['en', 'uk', 'ru'] as const) {
    const taken = skills.map(({ name, category, bands, measure }) => newSkill.parse({
      name: name[locale], category: typeof category === 'string' ? category : category[locale], measure, bands: bands.map(band => ({ name: band.name[locale], from: band.from })),
    }))
    expect(new Set(taken.map(({ name }) => name)).size).toBe(skills.length)
  }
})

it('takes a preset over once, in the school\'s language, and leaves alone what is there', async () => {
  const admin = await riverside.aUser('admin')
  await addSkill(admin.context, { name: SKILL_PRESETS[1]!.skills[1]!.name[riverside.tenant.locale], category: 'Own', bands: BANDS })
  const both = await Promise.all([takePreset(admin.context, 'primary_school'), takePreset(admin.context, 'primary_school')])
  expect(both.map(({ added }) => added).sort()).toEqual([0, 17])
  const { data, pagination } = await listSkills(admin.context, page)
  expect(pagination.total).toBe(18)
  expect(data.find(({ name }) => name === SKILL_PRESETS[1]!.skills[0]!.name[riverside.tenant.locale])?.measure).toEqual({ unit: 'count', better: 'higher' })
  await expect(takePreset(admin.context, 'toString')).rejects.toMatchObject({ status: 422 })
})

it('is renamed, put away and brought back; a name is there once', async () => {
  const manager = await arsenal.aUser('manager')
  const [one, other] = [await addSkill(manager.context, { name: 'Volleys', category: 'technical', bands: BANDS }), await arsenal.aSkill({ name: 'Chips' })]
  await expect(addSkill(manager.context, { name: 'Volleys', category: 'x', bands: BANDS })).rejects.toMatchObject({ code: 'name_taken' })
  await expect(changeSkill(manager.context, one.id, { name: other.name })).rejects.toMatchObject({ code: 'name_taken', status: 409 })
  expect(await changeSkill(manager.context, one.id, { name: 'Half-volleys', archived: true })).toMatchObject({ name: 'Half-volleys', archived: true })
  expect((await listSkills(manager.context, page)).data.map(({ id }) => id)).not.toContain(one.id)
  expect(await changeSkill(manager.context, one.id, { archived: false })).toMatchObject({ archived: false })
  await expectNotInSight(changeSkill((await riverside.aUser('admin')).context, one.id, { archived: true }))
})

it('refuses bands that do not go the way that is better', async () => {
  const wrong = (value: unknown) => expect(newSkill.safeParse(value).error?.issues.map(({ path }) => path.join('.')))
  wrong({ name: 'A', category: 'b', bands: [...BANDS].reverse() }).toEqual(['bands'])
  wrong({ name: 'A', category: 'b', bands: [{ name: 'x', from: 0 }, { name: 'y', from: 101 }] }).toEqual(['bands'])
  wrong({ name: 'A', category: 'b', measure: { unit: 'seconds', better: 'lower' }, bands: BANDS }).toEqual(['bands'])
  wrong({ name: 'A', category: 'b', measure: { unit: 'seconds', better: 'lower' }, bands: SPRINT_BANDS }).toBeUndefined()
  const manager = await arsenal.aUser('manager')
  const sprint = await arsenal.aSprint()
  await expect(changeSkill(manager.context, sprint.id, { bands: BANDS })).rejects.toMatchObject({ status: 422, errors: [{ path: 'bands' }] })
})
