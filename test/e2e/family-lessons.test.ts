import { expect, it } from 'vitest'
import { rows } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

it('says of a lesson that it was moved, today and next, and of one that is cancelled that', async () => {
  const own = await arsenal.aGroup()
  const child = await arsenal.aStudent({ group: own })
  const guardian = await arsenal.aUser('parent', { locale: 'en' })
  await arsenal.aGuardianship(guardian, child)
  const cards = async () => (await guardian.get('/home', { accept: 'text/html' })).text.match(/<main.*<\/main>/s)?.[0].replace(/<[^>]+>/g, ' ') ?? ''
  const { lesson: today } = await arsenal.aLesson({ group: own, startTime: '00:10', endTime: '00:50' })
  await arsenal.aLesson({ group: own, date: arsenal.day(2) })
  const set = async (status: string, lessons: string) => {
    await rows(`update lessons set status = $2 where "groupId" = $1 and ${lessons}`, [own.id, status])
    await arsenal.heard()
  }
  expect(await cards()).not.toMatch(/Moved|Cancelled/)
  await set('moved', 'true')
  expect((await cards()).match(/Moved/g)).toHaveLength(2)
  await set('cancelled', `id = '${today.id}'`)
  expect(await cards()).toMatch(/Cancelled.*Moved/s)
})
