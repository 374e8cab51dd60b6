import { expect } from 'vitest'
import type { Visit } from './browser'
import type { Device } from './device'
import { arsenal } from './schools'
import type { ALesson } from './school/lessons'
import type { Person } from './school/people'

/** What a row says whose mark has not reached the school. */
export const ON_DEVICE = 'On this device, not sent yet.'

export const path = (lesson: { id: string }) => `/lessons/${lesson.id}/register`
export const row = (page: Visit, child: { id: string }) => page.locator(`[id="child-${child.id}"]`)
export const mark = (page: Visit, child: { id: string }, word: string) => row(page, child).getByText(word, { exact: true }).click()
export const isMarked = (page: Visit, child: { id: string }, word: string) => row(page, child).getByRole('radio', { name: word }).isChecked()
export const statusesOf = async (lesson: ALesson) => new Map((await arsenal.marksOf(lesson)).map(one => [one.studentId, one.status]))

/** The paths of the pages that the device has kept. */
export const kept = (page: Visit) => page.evaluate(async () => await caches.has('goalschool-pages')
  ? (await (await caches.open('goalschool-pages')).keys()).map(request => new URL(request.url).pathname)
  : [])

/** What of ours there is on the device. */
export const held = (page: Visit) => page.evaluate(async () => ({
  caches: await caches.keys(),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
}))

/** Opens the list of the day and waits until the lesson's register is at hand. */
export async function prepare(device: Device, teacher: Person, lesson: ALesson): Promise<Visit> {
  await device.signIn(teacher)
  const page = await device.open('/today')
  await expect.poll(() => kept(page)).toEqual(expect.arrayContaining(['/today', path(lesson)]))
  return page
}
