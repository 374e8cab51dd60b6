import { expect, it } from 'vitest'
import { settingsChange, type SettingsChange } from '#shared/schemas/settings'
import { tenantSettings } from '#shared/schemas/tenant'
import { changeSettings } from '../../../server/domain/schools/change-settings'
import { asLastChanged, findTenantBySlug } from '../../../server/domain/schools/directory'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const admin = await arsenal.aUser('admin')
const change = (given: SettingsChange) => changeSettings(admin.context, settingsChange.parse(given))
const stored = async (school = arsenal) => (await rows<Record<string, unknown>>('select name, "brandColour", settings from control.tenants where id = $1', [school.tenant.id]))[0]
const notes = () => rows<{ details: Record<string, { before: unknown, after: unknown }> }>(
  `select details from audit_entries where "tenantId" = $1 and action = 'settings.changed' order by at desc, id desc`, [arsenal.tenant.id])

it('changes what is given and nothing else, and says in the log from what to what', async () => {
  const before = await stored(riverside)
  await change({ brandColour: '#AA0000', lockAfterDays: 7 })
  expect(await stored()).toMatchObject({ name: 'Arsenal', brandColour: '#aa0000', settings: { lockAfterDays: 7 } })
  expect(await stored(riverside)).toEqual(before)
  expect((await notes())[0]?.details).toEqual({ brandColour: { before: '#1d6b4f', after: '#aa0000' }, lockAfterDays: { before: null, after: 7 } })
})

it('says nothing where nothing has changed', async () => {
  await change({ rateThreshold: 0.7 })
  const count = (await notes()).length
  await change({ rateThreshold: 0.7 })
  expect(await notes()).toHaveLength(count)
})

it('is what the directory says from then on, here and wherever the generation is another', async () => {
  await change({ name: 'Arsenal I' })
  expect(await findTenantBySlug('arsenal')).toMatchObject({ name: 'Arsenal I' })
  const listed = await findTenantBySlug('arsenal')
  if (!listed) throw new Error('no such school')
  const known = await asLastChanged(listed, 'one')
  await rows('update control.tenants set name = \'Arsenal II\' where id = $1', [arsenal.tenant.id])
  expect(await asLastChanged(listed, 'one')).toBe(known)
  expect(await asLastChanged(listed, null)).toMatchObject({ name: 'Arsenal II' })
  expect(await asLastChanged(listed, 'two')).toMatchObject({ name: 'Arsenal II' })
})

it('keeps what two admins change at the same moment', async () => {
  await Promise.all([
    change({ absencesInARow: 5 }), change({ about: 'Football since 1936' }), change({ labels: { group: 'Squad' } }),
    change({ reasons: [{ code: 'one', status: 'excused', label: 'One' }] }), change({ reasons: [{ code: 'two', status: 'absent', label: 'Two' }] }),
  ])
  const [row] = await rows<{ about: string, settings: unknown }>('select about, settings from control.tenants where id = $1', [arsenal.tenant.id])
  const settings = tenantSettings.parse(row?.settings)
  expect([row?.about, settings.absencesInARow, settings.labels]).toEqual(['Football since 1936', 5, { group: 'Squad' }])
  expect(settings.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['ill', 'one', 'two']))
})

it('takes an own word away again when it is empty', async () => {
  await change({ labels: { group: 'Squad', teacher: 'Trainer' } })
  expect((await change({ labels: { group: '' } })).labels).toEqual({ teacher: 'Trainer' })
})

it('retires and renames a reason, and refuses to have marks mean something else', async () => {
  const { reasons } = await change({ reasons: [{ code: 'travel', status: 'excused', label: 'Away match', retired: true }] })
  expect(reasons.find(({ code }) => code === 'travel')).toEqual({ code: 'travel', status: 'excused', label: 'Away match', retired: true })
  expect(reasons.filter(({ code }) => code === 'ill')).toHaveLength(1)
  await expect(change({ reasons: [{ code: 'ill', status: 'absent' }] })).rejects.toMatchObject({ status: 422, errors: [{ path: 'reasons.0.status', code: 'in_use' }] })
  await expect(change({ reasons: [{ code: 'new', status: 'absent' }, { code: 'new', status: 'absent' }] })).rejects.toMatchObject({ errors: [{ code: 'duplicate' }] })
})
