import { createServer } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useBrowser } from '../../helpers/browser'
import { freePort } from '../../helpers/free-port'
import { http } from '../../helpers/http'
import { describeWith } from '../../helpers/programs'
import { riverside } from '../../helpers/schools'
import { serverOrigin, useServer } from '../../helpers/server'

const port = await freePort()
const CDN = `http://127.0.0.1:${port}`
useServer({ NUXT_APP_CDN_URL: CDN })

/** A CDN that fetches from us what it does not have, and has nothing but assets. */
const fetched: string[] = []
const cdn = createServer((request, response) => {
  const path = request.url ?? ''
  fetched.push(path)
  if (!path.startsWith('/_nuxt/')) return response.writeHead(404).end()
  void http(serverOrigin(), path).then(({ status, headers, text }) => response.writeHead(status, headers).end(text))
})
beforeAll(() => new Promise<void>(done => cdn.listen(port, '127.0.0.1', done)))
afterAll(() => void cdn.close())

describeWith('Chromium', 'assets from another origin', (chromium) => {
  const { open } = useBrowser(chromium)

  it.each(['/', '/timetable', '/sign-in'])('%s comes to life with them, under a policy that allows that origin and no other', async (path) => {
    fetched.length = 0
    const page = await open(riverside, path)
    await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#__nuxt') ?? {}))
    await page.waitForLoadState('networkidle')
    expect(page.complaints).toEqual([])
    const html = (await riverside.anonymous.get(path, { accept: 'text/html' })).text
    const assets = [...html.matchAll(/(?:src|href)="([^"]*\/_nuxt\/[^"]+)"/g)].map(([, address]) => address)
    expect(assets.length).toBeGreaterThan(3)
    expect(assets.filter(address => !address?.startsWith(`${CDN}/_nuxt/`))).toEqual([])
    expect(fetched.some(asset => asset.endsWith('.css'))).toBe(true)
    expect(fetched.some(asset => asset.endsWith('.js'))).toBe(true)
    const policy = String((await riverside.anonymous.get(path, { accept: 'text/html' })).headers['content-security-policy'])
    expect(policy).toContain(`script-src 'self' ${CDN}`)
    expect(policy).not.toMatch(/script-src[^;]*(?:unsafe|\*)/)
  })
})
