import { describe, expect, it } from 'vitest'
import { eraseStudent } from '../../../server/domain/people/record/erase-student'
import { exportRecord } from '../../../server/domain/people/record/export-record'
import { NO_PART_OF_RECORD, RECORD_KINDS } from '../../../server/domain/people/record/record-kinds'
import { mergeStudents } from '../../../server/domain/people/merge-students'
import { enrolStudent } from '../../../server/domain/people/enrol-student'
import { keepMedicalNote } from '../../../server/domain/people/keep-care'
import { giveFeedback } from '../../../server/domain/feedback/give-feedback'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { studentAttendance } from '../../../server/domain/attendance/student-attendance'
import { studentAttendanceQuery } from '#shared/schemas/attendance'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { recordOf } from '../../helpers/record-of'
import { everyWord } from '../../helpers/school/every-word'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const admin = await arsenal.aUser('admin')

async function aFamily() {
  const branch = await arsenal.aBranch()
  const group = await arsenal.aGroup({ branch })
  const child = await arsenal.aStudent({ name: 'Misha Record', group })
  const [mother, father] = [await arsenal.aUser('parent', { name: 'Mother Record', phone: '+7 111' }), await arsenal.aUser('parent', { name: 'Father Record', phone: '+7 222' })]
  for (const parent of [mother, father]) await arsenal.aGuardianship(parent, child)
  const own = await arsenal.aUser('student', { student: child, name: 'Misha Record' })
  const { lesson } = await arsenal.aLesson({ group, students: [child] })
  await arsenal.aMark(lesson, child, 'excused')
  await rows(`update marks set note = '=secret note', reason = 'ill' where "studentId" = $1`, [child.id])
  await insert('mark_changes', { tenantId: arsenal.tenant.id, lessonId: lesson.id, studentId: child.id, version: 1, before: 'null', after: '{"status":"excused","note":"secret note","reason":"ill"}' })
  await arsenal.aNotice(child, { from: arsenal.day(1), reason: 'Father knows why', createdBy: father })
  return { branch, group, child, mother, father, own, lesson }
}

describe('the list of what is kept', () => {
  it('names every table that hangs on students, or on what hangs on them, or says why not', async () => {
    const tables = await rows<{ name: string }>(`
      with recursive hanging as (
        select 'students'::regclass::oid as id
        union select a.attrelid from pg_attribute a join pg_class c on c.oid = a.attrelid
          where a.attname = 'studentId' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        union select k.conrelid from pg_constraint k join hanging h on k.contype = 'f' and k.confrelid = h.id)
      select id::regclass::text as name from hanging order by 1`)
    const known = [...RECORD_KINDS.flatMap(kind => kind.tables), ...Object.keys(NO_PART_OF_RECORD)]
    const names = tables.map(({ name }) => name.replaceAll('"', ''))
    expect(names).toEqual(expect.arrayContaining(['students', 'marks', 'feedback_changes', 'student_merges']))
    expect(names.filter(name => !known.includes(name))).toEqual([])
    // `users` hangs on nobody, and nothing is named that is no more.
    expect(known.filter(name => !names.includes(name))).toEqual(['users'])
  })
})

describe('the record of a student', () => {
  it('has everything for the office, as JSON and as tables that are safe to open', async () => {
    const { child } = await aFamily()
    const files = await recordOf(admin.context, child.id)
    const document = JSON.parse(files['record.json'] ?? '')
    expect(document).toMatchObject({
      school: { slug: 'arsenal' }, student: [{ id: child.id, name: 'Misha Record' }], marks: [{ status: 'excused', note: '=secret note', reason: 'ill' }],
      guardians: [{ name: expect.any(String), phone: expect.any(String) }, { name: expect.any(String) }], absenceNotices: [{ reason: 'Father knows why' }], visits: [],
    })
    expect(Object.keys(files).sort()).toEqual(['record.json', ...RECORD_KINDS.map(({ name }) => `${name}.csv`)].sort())
    expect(files['marks.csv']).toContain('\'=secret note')
    const [note] = await rows(`select details from audit_entries where action = 'export.student' and "subjectId" = $1`, [child.id])
    expect(note).toEqual({ details: { forFamily: false } })
  })

  it('has for a guardian and the student nothing of another guardian', async () => {
    const { child, mother, own } = await aFamily()
    const hers = (await recordOf(mother.context, child.id))['record.json'] ?? ''
    expect(hers).toContain('Mother Record')
    expect(hers).toContain('=secret note')
    for (const secret of ['Father Record', '+7 222', 'Father knows why']) expect(hers, secret).not.toContain(secret)
    const his = (await recordOf(own.context, child.id))['record.json'] ?? ''
    for (const secret of ['Mother Record', 'Father Record', '+7 111', 'Father knows why']) expect(his, secret).not.toContain(secret)
  })

  it('has for a manager who keeps it no marks of other branches', async () => {
    const { child, group, branch } = await aFamily()
    const elsewhere = await arsenal.aGroup({ branch: await arsenal.aBranch() })
    const { lesson } = await arsenal.aLesson({ group: elsewhere, students: [child], date: arsenal.day(-5) })
    await arsenal.aMark(lesson, child, 'late', 3)
    const here = await arsenal.aUser('manager', { branches: [branch] })
    const marksFor = async (person: typeof here) => JSON.parse((await recordOf(person.context, child.id))['record.json'] ?? '').marks.map((mark: { group: string }) => mark.group)
    expect(await marksFor(here)).toEqual([group.name])
    expect(await marksFor(admin)).toEqual([elsewhere.name, group.name])
  })

  it('is nobody else\'s: another branch, a teacher, a stranger, another school, a guardian who may not see records', async () => {
    const { child, group } = await aFamily()
    const elsewhere = await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] })
    const teacher = await arsenal.aUser('teacher')
    await arsenal.anAssignment(teacher, group)
    const barred = await arsenal.aUser('parent')
    const { id } = await arsenal.aGuardianship(barred, child)
    await rows('update guardianships set "maySeeRecords" = false where id = $1', [id])
    for (const person of [elsewhere, teacher, barred, await arsenal.aUser('parent'), await riverside.aUser('admin')])
      await expectNotInSight(exportRecord(person.context, child.id))
  })
})

const summaryOf = async (id: string) => (await studentAttendance(admin.context, id, studentAttendanceQuery.parse({}))).summary
describe('erasing', () => {
  it('asks for the name, and takes every word while the figures stay', async () => {
    const { child, mother, father, own } = await aFamily()
    const sister = await arsenal.aStudent({ name: 'Sister Stays' })
    await arsenal.aGuardianship(father, sister)
    await rows('update students set name = \'Erasmus Gone\' where id = $1', [child.id])
    await rows('update users set name = \'Erasmus Gone\' where id = $1', [own.id])
    const figures = await summaryOf(child.id)
    expect(figures.excused).toBe(1)

    await expect(eraseStudent(admin.context, child.id, 'Misha')).rejects.toMatchObject({ status: 422, errors: [{ path: 'name' }] })
    await eraseStudent(admin.context, child.id, ' erasmus  GONE ')

    expect(await summaryOf(child.id)).toEqual(figures)
    const left = await everyWord(arsenal.tenant.id)
    for (const gone of ['Erasmus', own.email, mother.email]) expect(left, gone).not.toContain(gone)
    expect(await rows('select note, reason from marks where "studentId" = $1', [child.id])).toEqual([{ note: null, reason: null }])
    expect(await rows('select before, after from mark_changes where "studentId" = $1', [child.id])).toEqual([{ before: null, after: { status: 'excused' } }])
    expect(await rows('select 1 from absence_notices where "studentId" = $1 union all select 1 from guardianships where "studentId" = $1', [child.id])).toEqual([])
    expect(await rows('select 1 from sessions where "userId" = any($1)', [[own.id, mother.id]])).toEqual([])
    // The father has another child here.
    expect(await rows('select name from users where id = $1 and "endedAt" is null', [father.id])).toEqual([{ name: 'Father Record' }])
    expect(await rows(`select "actorId" from audit_entries where action = 'student.erased' and "subjectId" = $1`, [child.id])).toEqual([{ actorId: admin.id }])
  })

  it('leaves nothing to write on', async () => {
    const { child, lesson, group } = await aFamily()
    const teacher = await arsenal.aUser('teacher')
    await arsenal.anAssignment(teacher, group)
    const save = (note: string) => takeRegister(teacher.context, lesson.id, [{ studentId: child.id, status: 'absent', note }])
    expect(await save('stands')).toMatchObject({ saved: 1 })
    await eraseStudent(admin.context, child.id, 'Misha Record')
    await expect(save('a word')).rejects.toMatchObject({ code: 'not_enrolled' })
    expect((await readRegister(teacher.context, lesson.id)).students).toEqual([])
    await expectNotInSight(keepMedicalNote(admin.context, child.id, { condition: 'x', reaction: '', whatToDo: '' }))
    await expectNotInSight(enrolStudent(admin.context, child.id, { groupId: group.id }))
    await expectNotInSight(giveFeedback(admin.context, child.id, { visibility: 'public', text: 'x' }))
    await expectNotInSight(mergeStudents(admin.context, child.id, (await arsenal.aStudent({ group })).id))
    expect(await rows('select "endedByHand", "namedByHand" from students where id = $1', [child.id])).toEqual([{ endedByHand: true, namedByHand: true }])
  })

  it('holds up what is written at the same moment, which then finds nobody', async () => {
    for (let n = 0; n < 8; n++) {
      const { child, lesson } = await aFamily()
      await Promise.allSettled([
        eraseStudent(admin.context, child.id, 'Misha Record'),
        giveFeedback(admin.context, child.id, { visibility: 'private', text: 'late words' }),
        takeRegister(admin.context, lesson.id, [{ studentId: child.id, status: 'absent', note: 'late words' }]),
        keepMedicalNote(admin.context, child.id, { condition: 'late words', reaction: '', whatToDo: '' }),
      ])
      expect(await rows('select "erasedAt" is not null as erased from students where id = $1', [child.id])).toEqual([{ erased: true }])
    }
    expect(await everyWord(arsenal.tenant.id)).not.toContain('late words')
  })

  it('is done once, and by nobody of another school', async () => {
    const { child } = await aFamily()
    await expectNotInSight(eraseStudent((await riverside.aUser('admin')).context, child.id, 'Misha Record'))
    const both = await Promise.allSettled([1, 2].map(() => eraseStudent(admin.context, child.id, 'Misha Record')))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(eraseStudent(admin.context, child.id, 'Misha Record')).rejects.toMatchObject({ code: 'already_erased', status: 409 })
    await expectNotInSight(exportRecord(admin.context, child.id))
  })
})
