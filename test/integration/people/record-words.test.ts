import { describe, expect, it } from 'vitest'
import { giveFeedback } from '../../../server/domain/feedback/give-feedback'
import { correctFeedback } from '../../../server/domain/feedback/correct-feedback'
import { withdrawFeedback } from '../../../server/domain/feedback/withdraw-feedback'
import { inviteOne } from '../../../server/domain/people/invite'
import { addEmergencyContact, keepMedicalNote } from '../../../server/domain/people/keep-care'
import { mergeStudents } from '../../../server/domain/people/merge-students'
import { eraseStudent } from '../../../server/domain/people/record/erase-student'
import { assessStudent } from '../../../server/domain/progress/assess-student'
import { correctAssessment } from '../../../server/domain/progress/correct-assessment'
import { setTarget } from '../../../server/domain/progress/set-target'
import { studentProgress } from '../../../server/domain/progress/student-progress'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { recordOf } from '../../helpers/record-of'
import { everyWord } from '../../helpers/school/every-word'
import { serial } from '../../helpers/school/names'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal } from '../../helpers/schools'

const admin = await arsenal.aUser('admin')
const text = await insert<{ id: string }>('consent_texts', { tenantId: arsenal.tenant.id, kind: 'photos_inside', version: 1, text: 'May we take photos?' })

/** Words that nobody but this child has. */
const wordsOf = (mark: string) => ({
  note: `note ${mark}`, corrected: `corrected ${mark}`, open: `open ${mark}`, before: `before ${mark}`, secret: `secret ${mark}`, withdrawn: `withdrawn ${mark}`,
  alert: `alert ${mark}`, condition: `condition ${mark}`, reaction: `reaction ${mark}`, whatToDo: `what to do ${mark}`, contact: `Aunt ${mark}`, phone: `+380 ${mark}`,
})

/** A child of whom something is kept in every table. */
async function aWholeRecord() {
  const words = wordsOf(`~${serial()}~`)
  const group = await arsenal.aGroup()
  const child = await arsenal.aStudent({ group })
  const mother = await arsenal.aUser('parent')
  await arsenal.aGuardianship(mother, child)
  await rows(`update students set "birthDate" = '2014-03-09' where id = $1`, [child.id])
  const skill = await arsenal.aSkill()
  const first = await assessStudent(admin.context, child.id, { skillId: skill.id, value: 40, note: words.note })
  await correctAssessment(admin.context, first.id, { value: 66, note: words.corrected })
  await setTarget(admin.context, child.id, skill.id, { value: 80, dueOn: arsenal.day(30) })
  const badge = await arsenal.anAchievement()
  await insert('awards', { tenantId: arsenal.tenant.id, studentId: child.id, achievementId: badge.id })
  const open = await giveFeedback(admin.context, child.id, { visibility: 'public', text: words.before })
  await correctFeedback(admin.context, open.id, words.open)
  await giveFeedback(admin.context, child.id, { visibility: 'private', text: words.secret })
  await withdrawFeedback(admin.context, (await giveFeedback(admin.context, child.id, { visibility: 'public', text: words.withdrawn })).id)
  await insert('taken_alerts', {
    tenantId: arsenal.tenant.id, studentId: child.id, takenBy: admin.id, note: words.alert, until: arsenal.day(5), knownDate: arsenal.day(-1), knownTime: '09:00',
  })
  await keepMedicalNote(admin.context, child.id, { condition: words.condition, reaction: words.reaction, whatToDo: words.whatToDo })
  await addEmergencyContact(admin.context, child.id, { name: words.contact, relation: 'aunt', phone: words.phone, priority: 1 })
  await insert('consents', { tenantId: arsenal.tenant.id, studentId: child.id, textId: text.id, given: true, decidedBy: mother.id })
  return { child, mother, words, skill, badge, group }
}

describe('the record of a student of whom everything is kept', () => {
  it('has all of it for the office', async () => {
    const { child, words, skill, badge, mother } = await aWholeRecord()
    const record = JSON.parse((await recordOf(admin.context, child.id))['record.json'] ?? '')
    expect(record).toMatchObject({
      student: [{ birthDate: '2014-03-09' }],
      assessments: [{ skill: skill.name, value: 40, level: 40, note: words.note }, { value: 66, note: words.corrected }],
      targets: [{ skill: skill.name, value: 80, dueOn: arsenal.day(30) }],
      awards: [{ achievement: badge.name }],
      feedback: [{ visibility: 'public', text: words.open }, { visibility: 'private', text: words.secret }, { text: words.withdrawn }],
      feedbackChanges: [{ before: words.before, withdrawn: false }, { before: words.withdrawn, withdrawn: true }],
      takenAlerts: [{ note: words.alert }],
      medicalNotes: [{ condition: words.condition, reaction: words.reaction, whatToDo: words.whatToDo }],
      emergencyContacts: [{ name: words.contact, phone: words.phone }],
      consents: [{ kind: 'photos_inside', version: 1, text: 'May we take photos?', given: true, decidedBy: mother.name }],
    })
    expect(record.assessments[1].corrects).toBe(record.assessments[0].id)
  })

  it('has for the family what is theirs to read, and nothing that staff keep among themselves', async () => {
    const { child, mother, words } = await aWholeRecord()
    const father = await arsenal.aUser('parent')
    await arsenal.aGuardianship(father, child)
    const own = await arsenal.aUser('student', { student: child })
    for (const person of [mother, father, own]) {
      const all = Object.values(await recordOf(person.context, child.id)).join('\n')
      for (const theirs of [words.note, words.open, words.condition, 'May we take photos?', '2014-03-09']) expect(all, theirs).toContain(theirs)
      for (const kept of [words.secret, words.withdrawn, words.before, words.alert, words.contact, words.phone]) expect(all, kept).not.toContain(kept)
      expect(all.includes(mother.name)).toBe(person === mother)
    }
  })

  it('is nothing for a manager whose guest the child is: another branch keeps it', async () => {
    const { child } = await aWholeRecord()
    const branch = await arsenal.aBranch()
    const { lesson } = await arsenal.aLesson({ group: await arsenal.aGroup({ branch }), students: [] })
    await arsenal.aGuest(lesson, child)
    const manager = await arsenal.aUser('manager', { branches: [branch] })
    await expectNotInSight(recordOf(manager.context, child.id))
  })
})

describe('erasing it', () => {
  it('leaves no word in any table, and every figure', async () => {
    const { child, mother, words, skill } = await aWholeRecord()
    await inviteOne(admin.context, mother.id, 'code', 'http://arsenal.localhost')
    const there = await everyWord(arsenal.tenant.id)
    for (const word of Object.values(words)) expect(there, word).toContain(word)
    const { summary } = await studentProgress(admin.context, child.id)
    await eraseStudent(admin.context, child.id, child.name)

    const left = await everyWord(arsenal.tenant.id)
    for (const word of [...Object.values(words), child.name, mother.name, mother.email]) expect(left, word).not.toContain(word)
    expect(await rows('select "birthDate" from students where id = $1', [child.id])).toEqual([{ birthDate: null }])
    expect((await studentProgress(admin.context, child.id)).summary).toEqual(summary)
    expect(await rows('select value, level from assessments where "studentId" = $1 and "skillId" = $2 order by id', [child.id, skill.id]))
      .toEqual([{ value: 40, level: 40 }, { value: 66, level: 66 }])
    expect(await rows('select 1 from awards where "studentId" = $1', [child.id])).toHaveLength(1)
    expect(await rows('select 1 from invitations where "userId" = $1', [mother.id])).toEqual([])
  })

  it('takes the records along that were merged into it, with all that was left there', async () => {
    const [one, two] = [await aWholeRecord(), await aWholeRecord()]
    await mergeStudents(admin.context, one.child.id, two.child.id)
    await eraseStudent(admin.context, one.child.id, one.child.name)
    const left = await everyWord(arsenal.tenant.id)
    for (const { words, child, mother } of [one, two])
      for (const word of [...Object.values(words), child.name, mother.name]) expect(left, word).not.toContain(word)
    expect(await rows('select "birthDate" from students where id = any($1) and "erasedAt" is not null', [[one.child.id, two.child.id]])).toEqual([{ birthDate: null }, { birthDate: null }])
  })

  it('takes the notes of one student alone, in one school alone', async () => {
    const [gone, stays] = [await aWholeRecord(), await aWholeRecord()]
    await eraseStudent(admin.context, gone.child.id, gone.child.name)
    const left = await everyWord(arsenal.tenant.id)
    for (const word of Object.values(stays.words)) expect(left, word).toContain(word)
  })
})
