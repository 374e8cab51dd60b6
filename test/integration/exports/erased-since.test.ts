import { expect, it } from 'vitest'
import { importOneRoster } from '../../../server/domain/imports/import-oneroster'
import { eraseStudent } from '../../../server/domain/people/record/erase-student'
import { asSource, exported } from '../../helpers/exported'
import { rows } from '../../helpers/school/rows'
import { aSkill, anAssessment } from '../../helpers/school/skills'
import { arsenal } from '../../helpers/schools'

it('an older export brings nobody back into a record that was erased since', async () => {
  const admin = await arsenal.aUser('admin')
  const group = await arsenal.aGroup()
  const child = await arsenal.aStudent({ name: 'Erased Since', group })
  await rows('update students set "birthDate" = \'2015-05-05\' where id = $1', [child.id])
  // OneRoster has results of classes alone, and classes with a term.
  await rows('insert into group_terms ("tenantId", "groupId", "termId") values ($1, $2, $3)', [arsenal.tenant.id, group.id, (await arsenal.aTerm()).id])
  const assessment = await anAssessment(arsenal.tenant, child, await aSkill(arsenal.tenant), 50, { note: 'Words of a teacher', sourcedId: 'elsewhere-1' })
  const files = await exported(arsenal.context)
  expect(files.get('results.csv')).toContain('elsewhere-1,')
  files.set('results.csv', (files.get('results.csv') ?? '').replace('elsewhere-1,', `${assessment.id},`))
  expect(files.get('users.csv')).toContain(child.id)
  await eraseStudent(admin.context, child.id, 'Erased Since')
  expect(await importOneRoster(arsenal.context, asSource(files), {})).toMatchObject({ ok: true })
  expect(await rows('select "erasedAt" is not null as erased, "sourcedId", "birthDate", "givenName", "endedAt" is not null as ended from students where id = $1', [child.id]))
    .toEqual([{ erased: true, sourcedId: null, birthDate: null, givenName: '', ended: true }])
  expect(await rows('select value, note, "sourcedId" from assessments where "studentId" = $1', [child.id])).toEqual([{ value: 50, note: null, sourcedId: null }])
})
