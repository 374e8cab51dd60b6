import { describe, expect, it } from 'vitest'
import { feedbackQuery } from '#shared/schemas/feedback'
import { correctFeedback } from '../../../server/domain/feedback/correct-feedback'
import { giveFeedback } from '../../../server/domain/feedback/give-feedback'
import { listFeedback } from '../../../server/domain/feedback/list-feedback'
import { listPublicFeedback } from '../../../server/domain/feedback/list-public-feedback'
import { withdrawFeedback } from '../../../server/domain/feedback/withdraw-feedback'
import { writeBatches } from '../../../server/infra/db/batches'
import { expectNotInSight } from '../../helpers/expect-invisible'
import type { Person } from '../../helpers/school/people'
import { auditOf } from '../../helpers/school/registers'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const page = { page: 1, limit: 50 }

async function aChild() {
  const { teacher, group, lesson } = await arsenal.aLesson({ students: 1 })
  const child = lesson.students[0]!
  const parent = await arsenal.aUser('parent')
  await arsenal.aGuardianship(parent, child)
  return { teacher, group, child, parent }
}
type Child = Awaited<ReturnType<typeof aChild>>

const give = ({ child }: Pick<Child, 'child'>, by: Person, visibility: 'public' | 'private', text: string) => giveFeedback(by.context, child.id, { visibility, text })
const all = async ({ child }: Pick<Child, 'child'>, who: Person, query: object = {}) => (await listFeedback(who.context, child.id, feedbackQuery.parse(query))).data
const openly = async ({ child }: Pick<Child, 'child'>, who: Person) => (await listPublicFeedback(who.context, child.id, page)).data
const wordsOf = (items: { text: string }[]) => items.map(({ text }) => text)
const status = (work: Promise<unknown>) => work.then(() => 200, (error: { status?: number }) => error.status)

describe('feedback', () => {
  it('shows the family what is public, and colleagues all of it, the newest first', async () => {
    const here = await aChild()
    await give(here, here.teacher, 'public', 'Reads aloud')
    await give(here, here.teacher, 'private', 'Sits alone')
    const colleague = await arsenal.aUser('teacher')
    await arsenal.anAssignment(colleague, here.group, { role: 'assistant' })
    expect(wordsOf(await all(here, colleague))).toEqual(['Sits alone', 'Reads aloud'])
    expect(wordsOf(await all(here, colleague, { visibility: 'private' }))).toEqual(['Sits alone'])
    const student = await arsenal.aUser('student', { student: here.child })
    for (const who of [here.parent, student, colleague]) expect(wordsOf(await openly(here, who))).toEqual(['Reads aloud'])
    expect((await openly(here, here.parent))[0]).toMatchObject({ author: { id: here.teacher.id, name: here.teacher.name }, own: false, correctedAt: null })
  })

  it('shows a colleague of an own child, with whom they do not work, what every parent reads', async () => {
    const here = await aChild()
    const { id } = await give(here, here.teacher, 'public', 'Spoken too soon')
    await correctFeedback(here.teacher.context, id, 'Open words')
    await give(here, here.teacher, 'private', 'Closed words')
    const mother = await arsenal.aUser(['teacher', 'parent'])
    await arsenal.aGuardianship(mother, here.child)
    expect(wordsOf(await all(here, mother))).toEqual(['Open words'])
    expect((await all(here, mother))[0]?.earlier).toEqual([])
    expect((await all(here, here.teacher)).find(({ text }) => text === 'Open words')?.earlier).toMatchObject([{ text: 'Spoken too soon' }])
    expect(await all(here, mother, { visibility: 'private' })).toEqual([])
    await expectNotInSight(give(here, mother, 'public', 'My own child'))
  })

  it('is kept from whoever does not have the child now', async () => {
    const here = await aChild()
    await give(here, here.teacher, 'private', 'Closed words')
    const substitute = await arsenal.aUser('teacher')
    await arsenal.aLesson({ group: here.group, substitute, startTime: '12:00', endTime: '13:00' })
    const formerManager = await arsenal.aUser('manager', { branches: [{ id: here.group.branchId }] })
    const next = await arsenal.aGroup()
    for (const who of [substitute, await arsenal.aUser('teacher'), await riverside.aUser('admin'), await arsenal.aUser('parent')]) {
      await expectNotInSight(all(here, who))
      await expectNotInSight(openly(here, who))
      await expectNotInSight(give(here, who, 'private', 'No'))
    }
    expect(wordsOf(await all(here, formerManager))).toEqual(['Closed words'])
    await rows('update enrolments set "to" = $2 where "studentId" = $1', [here.child.id, arsenal.day(-1)])
    await arsenal.anEnrolment(here.child, next, { from: arsenal.day() })
    for (const who of [formerManager, here.teacher]) await expectNotInSight(all(here, who))
    expect(wordsOf(await all(here, await arsenal.aUser('manager', { branches: [{ id: next.branchId }] })))).toEqual(['Closed words'])
  })

  it('is corrected by its author alone, with what stood before kept for the staff', async () => {
    const here = await aChild()
    const { id } = await give(here, here.teacher, 'public', 'First words')
    const corrected = await correctFeedback(here.teacher.context, id, 'Second words')
    expect(corrected).toMatchObject({ id, visibility: 'public', correctedAt: expect.any(String) })
    await correctFeedback(here.teacher.context, id, 'Second words')
    expect((await all(here, here.teacher))[0]).toMatchObject({ text: 'Second words', own: true, earlier: [{ text: 'First words' }] })
    expect(Object.keys((await openly(here, here.parent))[0]!)).not.toContain('earlier')

    const colleague = await arsenal.aUser('teacher')
    await arsenal.anAssignment(colleague, here.group)
    expect(await status(correctFeedback(colleague.context, id, 'Mine'))).toBe(403)
    expect(await status(correctFeedback((await arsenal.aUser('admin')).context, id, 'Mine'))).toBe(403)
    await expectNotInSight(correctFeedback((await arsenal.aUser('teacher')).context, id, 'Mine'))
    await expectNotInSight(correctFeedback((await riverside.aUser('admin')).context, id, 'Mine'))
  })

  it('is taken back by its author or a manager, once, and what it said is kept', async () => {
    const here = await aChild()
    const colleague = await arsenal.aUser('teacher')
    await arsenal.anAssignment(colleague, here.group)
    const { id } = await give(here, here.teacher, 'public', 'Too much said')
    expect(await status(withdrawFeedback(colleague.context, id))).toBe(403)
    const manager = await arsenal.aUser('manager', { branches: [{ id: here.group.branchId }] })
    await Promise.all([manager, here.teacher].map(who => withdrawFeedback(who.context, id)))
    expect([await all(here, here.teacher), await openly(here, here.parent)]).toEqual([[], []])
    expect(await rows('select before, withdrawn from feedback_changes where "feedbackId" = $1', [id])).toEqual([{ before: 'Too much said', withdrawn: true }])
    expect(await status(correctFeedback(here.teacher.context, id, 'Again'))).toBe(409)
  })

  it('leaves its words in no table but its own, and each look at private ones in the audit log', async () => {
    const here = await aChild()
    const { id } = await give(here, here.teacher, 'private', 'Unheard-of')
    await correctFeedback(here.teacher.context, id, 'Unheard-of too')
    await all(here, here.teacher)
    await all(here, here.teacher, { visibility: 'public' })
    await writeBatches()
    const audit = await auditOf(here.child)
    expect(audit.map(({ action, actorId }) => ({ action, actorId }))).toEqual(
      ['feedback.given', 'feedback.corrected', 'feedback.viewed'].map(action => ({ action, actorId: here.teacher.id })))
    const told = await rows<{ payload: object }>(`select payload from outbox where payload->>'feedbackId' = $1 order by id`, [id])
    expect(told.map(({ payload }) => payload)).toEqual(['given', 'corrected'].map(change => ({ studentId: here.child.id, feedbackId: id, visibility: 'private', change })))
    expect(JSON.stringify([audit, told])).not.toContain('Unheard-of')
  })
})
