import { expect, it } from 'vitest'
import { addEmergencyContact, keepMedicalNote, removeEmergencyContact, removeMedicalNote } from '../../../server/domain/people/keep-care'
import { readCare, readLessonCare } from '../../../server/domain/people/read-care'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const branch = await arsenal.aBranch()
const manager = await arsenal.aUser('manager', { branches: [branch] })
const teacher = await arsenal.aUser('teacher')
const group = await arsenal.aGroup({ branch, teacher })
const { lesson } = await arsenal.aLesson({ group, teacher, students: 2 })
const [child, other] = lesson.students
if (!child || !other) throw new Error('a lesson without students')
const note = { condition: 'Asthma', reaction: 'Short of breath', whatToDo: 'Inhaler in the blue bag' }

it('is written by the office and seen by the staff of own groups, in the register as an icon alone', async () => {
  await keepMedicalNote(manager.context, child.id, { ...note, condition: 'First' })
  await keepMedicalNote(manager.context, child.id, note)
  const { id } = await addEmergencyContact(manager.context, child.id, { name: 'Neighbour', relation: 'next door', phone: '+44 7700 900001', priority: 1 })
  expect(await readCare(teacher.context, child.id)).toMatchObject({ medical: note, emergency: [{ id, name: 'Neighbour' }] })
  expect(await readLessonCare(teacher.context, lesson.id)).toMatchObject({ students: [{ studentId: child.id, medical: note, emergency: [{ id }] }] })
  const register = await readRegister(teacher.context, lesson.id)
  expect(Object.fromEntries(register.students.map(row => [row.studentId, row.medical]))).toEqual({ [child.id]: true, [other.id]: false })
  expect(JSON.stringify(register)).not.toContain('Asthma')
  await removeEmergencyContact(manager.context, child.id, id)
  await expectNotInSight(removeEmergencyContact(manager.context, child.id, id))
  await removeMedicalNote(manager.context, child.id)
  expect(await readLessonCare(teacher.context, lesson.id)).toEqual({ students: [] })
})

it('is nothing for other groups’ staff, and its words are in no line of the audit log', async () => {
  await keepMedicalNote(manager.context, other.id, note)
  const stranger = await arsenal.aUser('teacher')
  for (const who of [stranger, await riverside.aUser('admin'), await arsenal.aUser('parent')]) {
    await expectNotInSight(readCare(who.context, other.id))
    await expectNotInSight(readLessonCare(who.context, lesson.id))
  }
  await expectNotInSight(keepMedicalNote((await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] })).context, other.id, note))
  const lines = await rows<{ text: string }>('select a::text as text from audit_entries a where "subjectId" = $1', [other.id])
  expect(lines.length).toBeGreaterThan(0)
  for (const { text } of lines) expect(text).not.toMatch(/Asthma|breath|bag/)
})

it('is of those alone whom one still looks after, in a lesson of long ago', async () => {
  const { lesson: old } = await arsenal.aLesson({ group: await arsenal.aGroup({ branch }), date: arsenal.day(-40), students: 1 })
  const [gone] = old.students
  if (!gone) throw new Error('a lesson without students')
  await keepMedicalNote(manager.context, gone.id, note)
  const admin = await arsenal.aUser('admin')
  expect(await readLessonCare(manager.context, old.id)).toMatchObject({ students: [{ studentId: gone.id }] })
  await rows('update enrolments set "to" = $2 where "studentId" = $1', [gone.id, arsenal.day(-30)])
  expect(await readLessonCare(manager.context, old.id)).toEqual({ students: [] })
  expect(await readLessonCare(admin.context, old.id)).toMatchObject({ students: [{ studentId: gone.id }] })
  expect((await readRegister(manager.context, old.id)).students.map(row => row.medical)).toEqual([false])
})

it('keeps no more emergency contacts than anybody calls', async () => {
  const contact = { name: 'Aunt', relation: '', phone: '12345', priority: 2 }
  for (let n = 0; n < 10; n++) await addEmergencyContact(manager.context, other.id, contact)
  await expect(addEmergencyContact(manager.context, other.id, contact)).rejects.toMatchObject({ code: 'too_many_contacts' })
})
