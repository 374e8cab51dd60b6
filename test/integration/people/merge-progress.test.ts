import { describe, expect, it } from 'vitest'
import { feedbackQuery } from '#shared/schemas/feedback'
import { correctFeedback } from '../../../server/domain/feedback/correct-feedback'
import { giveFeedback } from '../../../server/domain/feedback/give-feedback'
import { listFeedback } from '../../../server/domain/feedback/list-feedback'
import { mergeStudents } from '../../../server/domain/people/merge-students'
import { listAchievements } from '../../../server/domain/progress/achievements/list-achievements'
import { studentAchievements } from '../../../server/domain/progress/achievements/student-achievements'
import { correctAssessment } from '../../../server/domain/progress/correct-assessment'
import { groupProgress } from '../../../server/domain/progress/group-progress'
import { refreshSummary } from '../../../server/domain/progress/refresh-summary'
import { studentProgress } from '../../../server/domain/progress/student-progress'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal } from '../../helpers/schools'

const admin = await arsenal.aUser('admin')
const at = (days: number) => ({ assessedAt: new Date(Date.now() + days * 86_400_000) })
const award = (student: { id: string }, badge: { id: string }) => insert('awards', { tenantId: arsenal.tenant.id, studentId: student.id, achievementId: badge.id })

async function twoRecords() {
  const group = await arsenal.aGroup()
  const [kept, duplicate] = [await arsenal.aStudent({ group }), await arsenal.aStudent({ group })]
  return { group, kept, duplicate }
}

const historyOf = async (id: string) =>
  (await studentProgress(admin.context, id)).data.map(({ skill, history }) => [skill.id, history.map(({ value }) => value)])
const awardsOf = async (id: string) => (await studentAchievements(admin.context, id)).data.filter(({ awardedAt }) => awardedAt).map(badge => badge.id).sort()
const countOf = async (badge: { id: string }) => (await listAchievements(admin.context, { page: 1, limit: 100 })).data.find(({ id }) => id === badge.id)?.awards
const summaryOf = (ids: string[]) => rows('select "studentId", "averageLevel", "skillCount" from user_progress_summary where "studentId" = any($1)', [ids])

describe('merging two records with progress', () => {
  it('gives the kept one all assessments of both, corrected ones as corrected, and counts none twice', async () => {
    const { group, kept, duplicate } = await twoRecords()
    const [both, one] = [await arsenal.aSkill({ category: 'a' }), await arsenal.aSkill({ category: 'b' })]
    await arsenal.anAssessment(kept, both, 40, at(-30))
    await arsenal.anAssessment(duplicate, both, 50, at(-40))
    const wrong = await arsenal.anAssessment(duplicate, both, 10, at(-10))
    const right = await correctAssessment(admin.context, wrong.id, { value: 70, note: 'slip' })
    const taken = await arsenal.anAssessment(duplicate, one, 90, at(-5))
    await correctAssessment(admin.context, taken.id, { value: null })
    await arsenal.anAssessment(duplicate, one, 30, at(-6))
    await refreshSummary('main')
    expect(await summaryOf([kept.id, duplicate.id])).toHaveLength(2)

    await mergeStudents(admin.context, kept.id, duplicate.id)

    expect(await historyOf(kept.id)).toEqual([[both.id, [70, 40, 50]], [one.id, [30]]])
    expect(await historyOf(duplicate.id)).toEqual([])
    expect((await studentProgress(admin.context, kept.id)).summary).toEqual({ averageLevel: 50, totalSkills: 2 })
    expect((await groupProgress(admin.context, group.id)).skills.find(({ id }) => id === both.id)).toMatchObject({ students: 1, averageLevel: 70 })
    await refreshSummary('main')
    expect(await summaryOf([kept.id, duplicate.id])).toEqual([{ studentId: kept.id, averageLevel: 50, skillCount: 2 }])
    // An old page cannot correct what stands elsewhere by now; the copy can be corrected.
    await expectNotInSight(correctAssessment(admin.context, right.id, { value: 71 }))
    const [copy] = (await studentProgress(admin.context, kept.id)).data[0]!.history
    await correctAssessment(admin.context, copy!.id, { value: 72 })
    expect(await historyOf(kept.id)).toEqual([[both.id, [72, 40, 50]], [one.id, [30]]])
  })

  it('gives it the awards of both, each once, also after a further merge', async () => {
    const { group, kept, duplicate } = await twoRecords()
    const [shared, own] = [await arsenal.anAchievement({ kind: 'lessons_in_a_row', count: 50 }), await arsenal.anAchievement({ kind: 'lessons_in_a_row', count: 60 })]
    for (const student of [kept, duplicate]) await award(student, shared)
    await award(duplicate, own)
    expect([await countOf(shared), await countOf(own)]).toEqual([2, 1])
    await mergeStudents(admin.context, kept.id, duplicate.id)
    expect(await awardsOf(kept.id)).toEqual([shared.id, own.id].sort())
    expect([await countOf(shared), await countOf(own)]).toEqual([1, 1])
    const last = await arsenal.aStudent({ group })
    await mergeStudents(admin.context, last.id, kept.id)
    expect(await awardsOf(last.id)).toEqual([shared.id, own.id].sort())
    expect([await countOf(shared), await countOf(own)]).toEqual([1, 1])
  })

  it('gives it the feedback with what stood before, targets that it has not, and an alert in somebody’s hand', async () => {
    const { kept, duplicate } = await twoRecords()
    const [both, one] = [await arsenal.aSkill(), await arsenal.aSkill()]
    const target = (student: { id: string }, skill: { id: string }, value: number) =>
      insert('targets', { tenantId: arsenal.tenant.id, studentId: student.id, skillId: skill.id, value, dueOn: arsenal.day(9) })
    await target(kept, both, 80)
    await target(duplicate, both, 60)
    await target(duplicate, one, 70)
    await insert('taken_alerts', { tenantId: arsenal.tenant.id, studentId: duplicate.id, takenBy: admin.id, until: arsenal.day(5), knownDate: arsenal.day(-1), knownTime: '09:00' })
    const given = await giveFeedback(admin.context, duplicate.id, { visibility: 'public', text: 'Raeds aloud' })
    await correctFeedback(admin.context, given.id, 'Reads aloud')
    await giveFeedback(admin.context, kept.id, { visibility: 'private', text: 'Sits alone' })
    await mergeStudents(admin.context, kept.id, duplicate.id)

    const feedback = async (id: string) => (await listFeedback(admin.context, id, feedbackQuery.parse({}))).data
    expect(await feedback(kept.id)).toMatchObject([{ text: 'Sits alone' }, { text: 'Reads aloud', earlier: [{ text: 'Raeds aloud' }] }])
    expect(await feedback(duplicate.id)).toEqual([])
    expect(await rows('select "skillId", value from targets where "studentId" = $1 order by value', [kept.id]))
      .toEqual([{ skillId: one.id, value: 70 }, { skillId: both.id, value: 80 }])
    expect(await rows('select "takenBy" from taken_alerts where "studentId" = $1', [kept.id])).toEqual([{ takenBy: admin.id }])
  })
})
