import { expect, it } from 'vitest'
import { importOneRoster } from '../../../server/domain/imports/import-oneroster'
import { eraseStudent } from '../../../server/domain/people/record/erase-student'
import { asSource, exported } from '../../helpers/exported'
import { rows } from '../../helpers/school/rows'
import { arsenal } from '../../helpers/schools'

it('an older export brings nobody back into a record that was erased since', async () => {
  const admin = await arsenal.aUser('admin')
  const child = await arsenal.aStudent({ name: 'Erased Since', group: await arsenal.aGroup() })
  await rows('update students set "birthDate" = \'2015-05-05\' where id = $1', [child.id])
  const files = await exported(arsenal.context)
  expect(files.get('users.csv')).toContain(child.id)
  await eraseStudent(admin.context, child.id, 'Erased Since')
  expect(await importOneRoster(arsenal.context, asSource(files), {})).toMatchObject({ ok: true })
  expect(await rows('select "erasedAt" is not null as erased, "sourcedId", "birthDate", "givenName", "endedAt" is not null as ended from students where id = $1', [child.id]))
    .toEqual([{ erased: true, sourcedId: null, birthDate: null, givenName: '', ended: true }])
})
