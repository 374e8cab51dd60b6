import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { describeStudent } from '../../../server/domain/people/describe-student'
import { decideConsent } from '../../../server/domain/people/decide-consent'
import { keepPhoto, readPhoto, removePhoto } from '../../../server/domain/people/keep-photo'
import { mergeStudents } from '../../../server/domain/people/merge-students'
import { eraseStudent } from '../../../server/domain/people/record/erase-student'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { aPicture } from '../../helpers/picture'
import { recordOf } from '../../helpers/record-of'
import { insert, rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const branch = await arsenal.aBranch()
const group = await arsenal.aGroup({ branch })
const [admin, manager] = [await arsenal.aUser('admin'), await arsenal.aUser('manager', { branches: [branch] })]
async function* content(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}
const keep = (studentId: string, bytes: Uint8Array, by = manager) => keepPhoto(by.context, studentId, content(bytes))

describe('a photo', () => {
  it('is kept small and square, without where and by what it was taken', async () => {
    const child = await arsenal.aStudent({ group })
    expect((await describeStudent(manager.context, child.id)).photo).toBe(false)
    const sent = await aPicture()
    expect((await sharp(sent).metadata()).exif).toBeDefined()
    await keep(child.id, sent)
    const kept = await readPhoto(manager.context, child.id)
    const { format, width, height, exif } = await sharp(kept).metadata()
    expect({ format, width, height, exif }).toEqual({ format: 'webp', width: 320, height: 320, exif: undefined })
    expect((await describeStudent(manager.context, child.id)).photo).toBe(true)
    await keep(child.id, await sharp({ create: { width: 50, height: 90, channels: 4, background: '#ff000080' } }).png().toBuffer())
    expect(await readPhoto(manager.context, child.id)).not.toEqual(kept)
    expect(await rows('select 1 from student_photos where "studentId" = $1', [child.id])).toHaveLength(1)
    await removePhoto(manager.context, child.id)
    await removePhoto(manager.context, child.id)
    await expectNotInSight(readPhoto(manager.context, child.id))
  })

  it('is a photo: no drawing, page, broken file, or one that would fill the memory', async () => {
    const { id } = await arsenal.aStudent({ group })
    const whole = await aPicture(4_000, 3_000)
    const bomb = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#000' } }).png().toBuffer()
    const faults = ['<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', '<html>', '', 'GIF89a'].map(text => Buffer.from(text))
    for (const bytes of [...faults, whole.subarray(0, whole.length / 2), bomb]) await expect(keep(id, bytes)).rejects.toMatchObject({ code: 'no_photo', status: 422 })
    await expect(keep(id, Buffer.concat([whole, Buffer.alloc(12 * 1024 * 1024)]))).rejects.toMatchObject({ code: 'too_large', status: 413 })
    await expectNotInSight(readPhoto(manager.context, id))
  })

  it('is seen by whoever sees the student, and changed by the office', async () => {
    const child = await arsenal.aStudent({ group })
    await keep(child.id, await aPicture())
    const [teacher, parent, own] = [await arsenal.aUser('teacher'), await arsenal.aUser('parent'), await arsenal.aUser('student', { student: child })]
    await arsenal.anAssignment(teacher, group)
    await arsenal.aGuardianship(parent, child)
    for (const person of [admin, teacher, parent, own]) expect((await readPhoto(person.context, child.id)).length).toBeGreaterThan(0)
    for (const person of [await arsenal.aUser('teacher'), await arsenal.aUser('parent'), await arsenal.aUser('editor'), await riverside.aUser('admin')])
      await expectNotInSight(readPhoto(person.context, child.id))
    for (const person of [parent, await riverside.aUser('admin')]) await expectNotInSight(removePhoto(person.context, child.id))
    await expect(keep(child.id, await aPicture(), teacher)).rejects.toMatchObject({ status: 403 })
  })

  it('goes when the family says no, and is not taken again', async () => {
    const child = await arsenal.aStudent({ group })
    const parent = await arsenal.aUser('parent')
    await arsenal.aGuardianship(parent, child)
    const text = await insert<{ id: string }>('consent_texts', { tenantId: arsenal.tenant.id, kind: 'photos_inside', version: 1, text: 'A photo for the register.' })
    await decideConsent(parent.context, child.id, { textId: text.id, given: true })
    await keep(child.id, await aPicture())
    await decideConsent(parent.context, child.id, { textId: text.id, given: false })
    await expectNotInSight(readPhoto(manager.context, child.id))
    await expect(keep(child.id, await aPicture())).rejects.toMatchObject({ code: 'no_consent', status: 409 })
  })

  it('does not come back with a merge into a record whose family said no', async () => {
    const [kept, duplicate, other] = [await arsenal.aStudent({ group }), await arsenal.aStudent({ group }), await arsenal.aStudent({ group })]
    const parent = await arsenal.aUser('parent')
    await arsenal.aGuardianship(parent, kept)
    const text = await insert<{ id: string }>('consent_texts', { tenantId: arsenal.tenant.id, kind: 'photos_inside', version: 2, text: 'A photo for the register, once more.' })
    await decideConsent(parent.context, kept.id, { textId: text.id, given: false })
    await keep(duplicate.id, await aPicture())
    await mergeStudents(manager.context, kept.id, duplicate.id)
    expect(await rows('select 1 from student_photos where "studentId" = any($1)', [[kept.id, duplicate.id]])).toEqual([])

    const twin = await arsenal.aStudent({ group })
    for (const { id } of [other, twin]) await keep(id, await aPicture())
    await mergeStudents(manager.context, other.id, twin.id)
    expect(await rows('select "studentId" from student_photos where "studentId" = any($1)', [[other.id, twin.id]])).toEqual([{ studentId: other.id }])
  })

  it('is part of the record, follows a merge, and goes with the student', async () => {
    const [kept, duplicate] = [await arsenal.aStudent({ group, name: 'Photo Kept' }), await arsenal.aStudent({ group })]
    await keep(duplicate.id, await aPicture())
    await mergeStudents(manager.context, kept.id, duplicate.id)
    expect(JSON.parse((await recordOf(manager.context, kept.id))['record.json'] ?? '').photo).toMatchObject([{ media: 'image/webp', base64: expect.stringMatching(/^UklGR/) }])
    await eraseStudent(admin.context, kept.id, 'Photo Kept')
    expect(await rows('select 1 from student_photos where "studentId" = any($1)', [[kept.id, duplicate.id]])).toEqual([])
  })
})
