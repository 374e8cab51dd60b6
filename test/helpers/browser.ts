import { mkdirSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { serverOrigin } from './server'
import type { Person } from './school/people'
import type { School } from './school/school'

export const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
]

export interface Visit extends Page {
  /** Errors of the console and of scripts since the page was opened; tests expect none. */
  complaints: string[]
}

export interface VisitOptions extends BrowserContextOptions {
  /** Signed in from the start, without the form. */
  as?: Person
}

/**
 * Chromium for the tests of this file. `open` gives a page in a browser profile of its own;
 * a test that fails leaves a picture of each page in test/.artifacts.
 * @param executablePath from `describeWith('Chromium', …)`
 */
export function useBrowser(executablePath: string) {
  let browser: Browser | undefined
  const contexts: BrowserContext[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, headless: true, args: FLAGS })
  }, 60_000)
  afterEach(async ({ task }) => {
    const pages = contexts.flatMap(context => context.pages())
    if (task.result?.state === 'fail') await takePictures(task.name, pages)
    await Promise.all(contexts.splice(0).map(context => context.close()))
  })
  afterAll(() => browser?.close())

  return {
    /** Without service workers, whose pages cannot be shown other answers by `page.route`; `serviceWorkers: 'allow'` where they are meant. */
    async open(school: School, path: string, { as, ...options }: VisitOptions = {}): Promise<Visit> {
      if (!browser) throw new Error('the browser is not open yet')
      const origin = `http://${school.host}:${new URL(serverOrigin()).port}`
      const context = await browser.newContext({ baseURL: origin, locale: school.tenant.locale, serviceWorkers: 'block', ...options })
      contexts.push(context)
      if (as) await signIn(context, origin, as)
      const page = watched(await context.newPage())
      await page.goto(path)
      return page
    },
  }
}

/** A page that notes what its console complains of. */
export function watched(plain: Page): Visit {
  const page = Object.assign(plain, { complaints: [] as string[] })
  page.on('console', message => message.type() === 'error' && page.complaints.push(message.text()))
  page.on('pageerror', error => page.complaints.push(error.message))
  return page
}

// Over plain HTTP: Node does not resolve <slug>.localhost as browsers do.
export async function signIn(context: BrowserContext, origin: string, person: Person) {
  const { email, password } = await person.withPassword()
  const answer = await person.signIn(email, password)
  expect(answer.status, answer.text).toBe(200)
  const cookies = (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0] ?? '').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    // For longer than the browser is open, as the server sets it.
    return { name, value: value.join('='), url: origin, httpOnly: true, sameSite: 'Lax' as const, expires: Date.now() / 1_000 + 86_400 }
  })
  await context.addCookies(cookies)
}

export async function takePictures(test: string, pages: Page[]) {
  mkdirSync('test/.artifacts', { recursive: true })
  const name = test.replaceAll(/\W+/g, '-').slice(0, 80)
  await Promise.all(pages.map((page, index) =>
    page.screenshot({ path: `test/.artifacts/${name}-${index}.png`, fullPage: true }).catch(() => {})))
}
