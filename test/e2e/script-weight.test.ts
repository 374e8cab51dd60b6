import { gzipSync } from 'node:zlib'
import { beforeAll, expect, it } from 'vitest'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { aWorld, type World } from '../helpers/world'

useServer()

/** What a page may send, in bytes: the server compresses better than gzip, whoever stands before it maybe not. */
const MOST = 100_000

let world: World
beforeAll(async () => {
  world = await aWorld(arsenal)
})

describeWith('Chromium', 'the scripts of the pages that parents and teachers open each day', (chromium) => {
  const browser = useBrowser(chromium)
  const pages = [
    ['parent', () => '/home'],
    ['parent', () => `/children/${world.corner.child.id}`],
    ['parent', () => '/absence'],
    ['teacher', () => '/today'],
    ['teacher', () => `/lessons/${world.corner.lesson.id}/register`],
  ] as const

  it.each(pages)('of a %s, page %#, weigh no more than 100 KB', async (who, path) => {
    const page = await browser.open(arsenal, '/account', { as: world.people[who] })
    // Of the page alone: nothing may come from the browser's store.
    const context = page.context()
    const fresh = await context.newPage()
    await (await context.newCDPSession(fresh)).send('Network.setCacheDisabled', { cacheDisabled: true })
    const scripts: Promise<{ path: string, bytes: number }>[] = []
    fresh.on('response', (response) => {
      const { pathname } = new URL(response.url())
      if (pathname.endsWith('.js')) scripts.push(response.body().then(body => ({ path: pathname, bytes: gzipSync(body, { level: 9 }).length })))
    })
    await fresh.goto(path(), { waitUntil: 'networkidle' })
    const weights = await Promise.all(scripts)
    const total = weights.reduce((sum, { bytes }) => sum + bytes, 0)
    // As many as every page has, or the sum would say nothing.
    expect(total).toBeGreaterThan(50_000)
    expect(total, weights.map(weight => `${weight.path} ${weight.bytes}`).join('\n')).toBeLessThanOrEqual(MOST)
  })
})
