import { describe, expect, it } from 'vitest'
import { studentAttendanceQuery } from '#shared/schemas/attendance'
import { studentAttendance } from '../../../server/domain/attendance/student-attendance'
import { findKept } from '../../../server/domain/people/find-kept'
import { mergeStudents } from '../../../server/domain/people/merge-students'
import { previewMerge } from '../../../server/domain/people/preview-merge'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const [north, south] = [await arsenal.aBranch(), await arsenal.aBranch()]
const admin = await arsenal.aUser('admin')
const manager = await arsenal.aUser('manager', { branches: [south] })

async function twoRecords() {
  const [lions, tigers] = [await arsenal.aGroup({ branch: south }), await arsenal.aGroup({ branch: south })]
  const [kept, duplicate] = [await arsenal.aStudent({ group: lions }), await arsenal.aStudent({ group: tigers })]
  await arsenal.anEnrolment(duplicate, lions)
  const { lesson: shared } = await arsenal.aLesson({ group: lions, date: arsenal.day(-3) })
  const { lesson: own } = await arsenal.aLesson({ group: tigers, date: arsenal.day(-2) })
  await arsenal.aMark(shared, kept, 'present')
  await arsenal.aMark(shared, duplicate, 'absent')
  await arsenal.aMark(own, duplicate, 'late', 5)
  const [both, one] = [await arsenal.aUser('parent'), await arsenal.aUser('parent')]
  for (const child of [kept, duplicate]) await arsenal.aGuardianship(both, child)
  await arsenal.aGuardianship(one, duplicate)
  await arsenal.aNotice(duplicate, { from: arsenal.day(2), createdBy: one })
  return { kept, duplicate, lions, tigers, shared, own, both, one }
}
const marks = (student: { id: string }) => rows('select "lessonId", status::text from marks where "studentId" = $1 order by date', [student.id])

describe('merging two records of one child', () => {
  it('brings everything of the duplicate to the kept one, and shows where their marks contradicted', async () => {
    const { kept, duplicate, lions, tigers, shared, own, both, one } = await twoRecords()
    const preview = await previewMerge(manager.context, kept.id, duplicate.id)
    expect(preview).toMatchObject({ kept: { id: kept.id, marks: 1 }, duplicate: { id: duplicate.id, marks: 2, guardians: 2 }, conflictsInAll: 1 })
    expect(preview.conflicts).toEqual([{ lessonId: shared.id, date: arsenal.day(-3), groupName: lions.name, kept: 'present', dropped: 'absent' }])
    const before = (await readRegister(admin.context, shared.id)).version
    expect(await mergeStudents(manager.context, kept.id, duplicate.id)).toEqual({ id: kept.id, conflicts: 1 })

    expect(await marks(kept)).toEqual([{ lessonId: shared.id, status: 'present' }, { lessonId: own.id, status: 'late' }])
    expect(await marks(duplicate)).toEqual([])
    expect(await rows('select before->>\'status\' as was, after from mark_changes where "studentId" = $1', [duplicate.id])).toEqual([{ was: 'absent', after: null }])
    expect(await rows('select conflicts from student_merges where "mergedId" = $1', [duplicate.id]))
      .toEqual([{ conflicts: [{ lessonId: shared.id, date: arsenal.day(-3), kept: 'present', dropped: 'absent' }] }])
    const register = await readRegister(admin.context, shared.id)
    expect(register.version).toBe(before + 1)
    expect(register.students.filter(row => row.studentId === kept.id || row.studentId === duplicate.id)).toMatchObject([{ studentId: kept.id, status: 'present' }])
    expect((await rows('select "userId" from guardianships where "studentId" = $1', [kept.id])).map(row => row.userId).sort()).toEqual([both.id, one.id].sort())
    expect(await rows('select distinct "groupId" from enrolments where "studentId" = $1', [kept.id])).toHaveLength(2)
    expect(await rows('select 1 from absence_notices where "studentId" = $1', [kept.id])).toHaveLength(1)
    expect(await rows('select "endedAt" is not null as ended, "endedByHand" from students where id = $1', [duplicate.id])).toEqual([{ ended: true, endedByHand: true }])
    expect(await findKept(one.context, duplicate.id)).toEqual({ id: kept.id })
    expect(tigers).toBeTruthy()
  })

  it('gives a guardian of both no more than each of them gave, and nothing of the duplicate', async () => {
    const { kept, duplicate, both } = await twoRecords()
    await rows('update guardianships set "maySeeRecords" = false, "to" = $3 where "userId" = $1 and "studentId" = $2', [both.id, duplicate.id, arsenal.day(9)])
    await rows('update guardianships set "mayCollect" = false where "userId" = $1 and "studentId" = $2', [both.id, kept.id])
    await mergeStudents(manager.context, kept.id, duplicate.id)
    const left = 'select "studentId", "maySeeRecords", "getsNotices", "mayCollect", "to"::text from guardianships where "userId" = $1'
    const none = { maySeeRecords: false, getsNotices: false, mayCollect: false }
    const [ofKept, ofDuplicate] = [kept, duplicate].map(({ id }) => rows(left, [both.id]).then(found => found.find(row => row.studentId === id)))
    expect(await ofKept).toMatchObject({ maySeeRecords: false, getsNotices: true, mayCollect: false, to: arsenal.day(9) })
    expect(await ofDuplicate).toMatchObject(none)
    await expectNotInSight(studentAttendance(both.context, duplicate.id, studentAttendanceQuery.parse({})))
    await expectNotInSight(studentAttendance(both.context, kept.id, studentAttendanceQuery.parse({})))
  })

  it('finds the last of several, and merges nobody twice', async () => {
    const { kept, duplicate } = await twoRecords()
    const third = await arsenal.aStudent({ group: await arsenal.aGroup({ branch: south }) })
    await mergeStudents(manager.context, kept.id, duplicate.id)
    await expect(mergeStudents(manager.context, kept.id, duplicate.id)).rejects.toMatchObject({ errors: [{ path: 'duplicateId' }] })
    await expectNotInSight(mergeStudents(manager.context, duplicate.id, third.id))
    await mergeStudents(manager.context, third.id, kept.id)
    expect(await findKept(admin.context, duplicate.id)).toEqual({ id: third.id })
  })

  it('keeps the sign-in, the birth date, the medical note, the consents and the imports’ id of either', async () => {
    const { kept, duplicate, one } = await twoRecords()
    const student = await arsenal.aUser('student', { student: duplicate })
    await rows('update students set "birthDate" = \'2015-05-05\', "sourcedId" = $2 where id = $1', [duplicate.id, `s-${duplicate.id}`])
    await insert('medical_notes', { tenantId: arsenal.tenant.id, studentId: duplicate.id, condition: 'Asthma' })
    const text = await insert<{ id: string }>('consent_texts', { tenantId: arsenal.tenant.id, kind: 'data', version: 1, text: 'Data.' })
    await insert('consents', { tenantId: arsenal.tenant.id, studentId: duplicate.id, textId: text.id, given: true, decidedBy: one.id })
    await mergeStudents(manager.context, kept.id, duplicate.id)
    expect(await rows('select "userId", "birthDate", "sourcedId" from students where id = $1', [kept.id]))
      .toEqual([{ userId: student.id, birthDate: '2015-05-05', sourcedId: `s-${duplicate.id}` }])
    expect(await rows('select condition from medical_notes where "studentId" = $1', [kept.id])).toEqual([{ condition: 'Asthma' }])
    expect(await rows('select given from consents where "studentId" = $1', [kept.id])).toEqual([{ given: true }])
  })

  it('is refused whole where both sign in, or one is not the viewer’s', async () => {
    const { kept, duplicate } = await twoRecords()
    const elsewhere = await arsenal.aStudent({ group: await arsenal.aGroup({ branch: north }) })
    await expect(mergeStudents(manager.context, kept.id, elsewhere.id)).rejects.toMatchObject({ errors: [{ path: 'duplicateId' }] })
    await expectNotInSight(mergeStudents(manager.context, elsewhere.id, kept.id))
    await expectNotInSight(mergeStudents((await riverside.aUser('admin')).context, kept.id, duplicate.id))
    for (const student of [kept, duplicate]) await arsenal.aUser('student', { student })
    await expect(mergeStudents(manager.context, kept.id, duplicate.id)).rejects.toMatchObject({ code: 'both_sign_in', status: 409 })
    expect(await marks(duplicate)).toHaveLength(2)
  })
})
