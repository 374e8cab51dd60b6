import { describe, expect, it } from 'vitest'
import { withdrawAbsence } from '../../../server/domain/attendance/withdraw-absence'
import { zonedInstant } from '../../../shared/utils/zoned-time'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { school } from '../../helpers/school/school'
import { arsenal, riverside } from '../../helpers/schools'

const apia = school({ slug: 'apia', name: 'Apia', timeZone: 'Pacific/Apia', locale: 'en', vocabulary: 'school' })
const paulo = school({ slug: 'paulo', name: 'São Paulo', timeZone: 'America/Sao_Paulo', locale: 'en', vocabulary: 'academy' })
await Promise.all([apia.create(), paulo.create()])

const stands = async (notice: { id: string }) =>
  (await rows<{ stands: boolean }>('select "withdrawnAt" is null as stands from absence_notices where id = $1', [notice.id]))[0]?.stands

async function aChild(at = arsenal) {
  const parent = await at.aUser('parent')
  const group = await at.aGroup()
  const child = await at.aStudent({ group, from: '2011-01-01' })
  await at.aGuardianship(parent, child)
  return { parent, group, child }
}

const minute = 60_000
const begun = { code: 'already_begun', status: 409 }

describe('withdrawing an absence', () => {
  it('takes it back with a line of the audit log; once more does nothing', async () => {
    const { parent, child } = await aChild()
    const notice = await arsenal.aNotice(child, { from: arsenal.day(2), createdBy: parent })
    await withdrawAbsence(parent.context, notice.id)
    await withdrawAbsence(parent.context, notice.id)
    expect(await stands(notice)).toBe(false)
    expect(await rows('select action, "actorId" from audit_entries where "subjectId" = $1', [notice.id]))
      .toEqual([{ action: 'absence_notice.withdrawn', actorId: parent.id }])
  })

  it.each([
    // Clocks go forward on this day, and back on the other.
    { at: riverside, date: '2026-03-29', start: '03:30' },
    { at: riverside, date: '2026-10-25', start: '03:30' },
    { at: arsenal, date: '2026-11-21', start: '16:30' },
    { at: paulo, date: '2026-11-21', start: '07:15' },
    // The day after the one that Samoa left out.
    { at: apia, date: '2011-12-31', start: '00:00' },
    { at: apia, date: '2026-11-22', start: '00:30' },
  ])('is possible until the lesson begins on the wall clock of $at.tenant.timeZone, $date $start', async ({ at, date, start }) => {
    const { parent, group, child } = await aChild(at)
    const { lesson } = await at.aLesson({ group, date, startTime: start, endTime: '20:00' })
    const begin = zonedInstant(date, start, at.tenant.timeZone).getTime()
    for (const options of [{ lesson }, {}]) {
      const notice = await at.aNotice(child, { from: date, createdBy: parent, ...options })
      await expect(withdrawAbsence(parent.context, notice.id, new Date(begin))).rejects.toMatchObject(begun)
      expect(await stands(notice)).toBe(true)
      await withdrawAbsence(parent.context, notice.id, new Date(begin - minute))
      expect(await stands(notice)).toBe(false)
    }
  })

  it('counts from the first lesson of its days that takes place and that is the child’s', async () => {
    const { parent, group, child } = await aChild()
    const [day, next] = ['2026-11-23', '2026-11-24']
    await arsenal.aLesson({ group, date: day, status: 'cancelled' })
    await arsenal.aLesson({ date: day })
    await arsenal.aLesson({ group, date: next, startTime: '12:00', endTime: '13:00' })
    const notice = await arsenal.aNotice(child, { from: day, to: '2026-11-25', createdBy: parent })
    const noon = zonedInstant(next, '12:00', 'Europe/Moscow').getTime()
    await expect(withdrawAbsence(parent.context, notice.id, new Date(noon))).rejects.toMatchObject(begun)
    await withdrawAbsence(parent.context, notice.id, new Date(noon - minute))
    expect(await stands(notice)).toBe(false)
  })

  it('is possible to the end of its days where they have no lesson', async () => {
    const { parent, child } = await aChild(apia)
    const notice = await apia.aNotice(child, { from: '2026-11-23', to: '2026-11-24', createdBy: parent })
    await expect(withdrawAbsence(parent.context, notice.id, zonedInstant('2026-11-25', '00:00', 'Pacific/Apia'))).rejects.toMatchObject(begun)
    await withdrawAbsence(parent.context, notice.id, zonedInstant('2026-11-24', '23:59', 'Pacific/Apia'))
    expect(await stands(notice)).toBe(false)
  })

  it('is for its author and for staff, not for another guardian, and unknown to everybody else', async () => {
    const { parent, group, child } = await aChild()
    const [other, stranger, teacher] = [await arsenal.aUser('parent'), await arsenal.aUser('parent'), await arsenal.aUser('teacher')]
    await arsenal.aGuardianship(other, child)
    await arsenal.anAssignment(teacher, group)
    const notice = await arsenal.aNotice(child, { from: arsenal.day(2), createdBy: parent })
    await expect(withdrawAbsence(other.context, notice.id)).rejects.toMatchObject({ code: 'forbidden', status: 403 })
    await expectNotInSight(withdrawAbsence(stranger.context, notice.id))
    await expectNotInSight(withdrawAbsence((await riverside.aUser('admin')).context, notice.id))
    expect(await stands(notice)).toBe(true)
    await withdrawAbsence(teacher.context, notice.id)
    expect(await stands(notice)).toBe(false)
  })

  it('is no longer its author’s when their guardianship is over', async () => {
    const { parent, child } = await aChild()
    const notice = await arsenal.aNotice(child, { from: arsenal.day(2), createdBy: parent })
    await rows('update guardianships set "to" = $2 where "studentId" = $1', [child.id, arsenal.day(-1)])
    await expectNotInSight(withdrawAbsence(parent.context, notice.id))
  })
})
