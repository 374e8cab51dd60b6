import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from 'playwright-core'
import { afterEach } from 'vitest'
import { FLAGS, signIn, takePictures, type Visit, watched } from './browser'
import { freePort } from './free-port'
import { serverOrigin } from './server'
import type { Person } from './school/people'
import type { School } from './school/school'

export interface Device {
  /** Opens the browser on what it kept when it was closed last. */
  start: () => Promise<void>
  stop: () => Promise<void>
  signIn: (person: Person) => Promise<void>
  open: (path: string) => Promise<Visit>
  /** No network, for the pages and for the service worker. */
  cut: () => Promise<void>
  mend: () => Promise<void>
  context: () => BrowserContext
}

/** A phone of somebody's: a browser profile that outlives the browser, and a line to the server that can be cut. */
export function useDevices(executablePath: string) {
  const devices: (Device & { discard: () => Promise<void> })[] = []
  afterEach(async ({ task }) => {
    for (const device of devices.splice(0)) {
      if (task.result?.state === 'fail') await takePictures(task.name, device.context().pages())
      await device.discard()
    }
  })
  return async (school: School): Promise<Device> => {
    const device = await aDevice(executablePath, school)
    devices.push(device)
    await device.start()
    return device
  }
}

async function aDevice(executablePath: string, school: School): Promise<Device & { discard: () => Promise<void> }> {
  const profile = mkdtempSync(join(tmpdir(), 'goalschool-device-'))
  const line = await aLine(Number(new URL(serverOrigin()).port))
  const origin = `http://${school.host}:${line.port}`
  let browser: BrowserContext | undefined
  let isCut = false
  const context = () => {
    if (!browser) throw new Error('the browser is closed')
    return browser
  }
  const device: Device = {
    context,
    async start() {
      browser = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args: FLAGS, baseURL: origin, locale: 'en-GB' })
      await browser.setOffline(isCut)
    },
    stop: async () => void await browser?.close(),
    signIn: person => signIn(context(), origin, person),
    async open(path) {
      const page = watched(await context().newPage())
      await page.goto(path)
      return page
    },
    async cut() {
      isCut = true
      await line.cut()
      await context().setOffline(true)
    },
    async mend() {
      isCut = false
      await line.mend()
      await context().setOffline(false)
    },
  }
  const discard = async () => {
    await device.stop()
    await line.cut()
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 })
  }
  return { ...device, discard }
}

/** A cable to a port of this machine: the browser's own switch does not reach everything that a service worker asks. */
async function aLine(to: number) {
  const port = await freePort()
  const sockets = new Set<Socket>()
  let server: Server | undefined
  const mend = () => new Promise<void>((done) => {
    server = createServer((near) => {
      const far = connect(to, '127.0.0.1')
      near.pipe(far).pipe(near)
      for (const socket of [near, far]) {
        sockets.add(socket)
        socket.on('error', () => {}).on('close', () => sockets.delete(socket))
      }
    }).listen(port, '127.0.0.1', done)
  })
  const cut = () => new Promise<void>((done) => {
    if (!server?.listening) return done()
    server.close(() => done())
    for (const socket of sockets) socket.destroy()
  })
  await mend()
  return { port, cut, mend }
}
