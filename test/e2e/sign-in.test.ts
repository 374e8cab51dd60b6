import { beforeAll, expect, it } from 'vitest'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'
import type { Person } from '../helpers/school/people'

useServer()

describeWith('Chromium', 'signing in', (chromium) => {
  const { open } = useBrowser(chromium)
  let editor: Person
  let account: { email: string, password: string }

  beforeAll(async () => {
    editor = await riverside.aUser('editor', { locale: 'en' })
    account = await editor.withPassword()
  })

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with scripts' : 'without scripts'

    it(`leads to the first page of the role, and out again, ${how}`, async () => {
      const page = await open(riverside, '/sign-in', { javaScriptEnabled, locale: 'en' })
      await page.getByLabel('Email address').fill(account.email)
      await page.getByLabel('Password').fill(account.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL('**/news')
      expect((await page.context().cookies()).find(cookie => cookie.name === 'goalschool.session_token')).toMatchObject({ httpOnly: true, sameSite: 'Lax' })

      await page.goto('/sign-in')
      expect(new URL(page.url()).pathname).toBe('/news')
      expect(page.complaints).toEqual([])
    })

    it(`says what is wrong and keeps the address, ${how}`, async () => {
      const page = await open(riverside, '/sign-in?next=/dev/x', { javaScriptEnabled, locale: 'en' })
      await page.getByLabel('Email address').fill(account.email)
      await page.getByLabel('Password').fill('not the password')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('main').getByRole('alert').waitFor()
      expect(await page.getByRole('main').getByRole('alert').textContent()).toContain('do not go together')
      expect(await page.getByLabel('Email address').inputValue()).toBe(account.email)
      expect(await page.getByLabel('Password').inputValue()).toBe('')
      expect(await page.locator('main input[name=next]').inputValue()).toBe('/dev/x')

      await page.reload()
      expect(await page.getByRole('main').getByRole('alert').count()).toBe(0)
    })
  }

  it('sends a stranger to sign in first, and then to where they wanted to go', async () => {
    const page = await open(riverside, '/account?x=a', { locale: 'en' })
    const url = new URL(page.url())
    expect([url.pathname, url.searchParams.get('next')]).toEqual(['/sign-in', '/account?x=a'])
  })

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/%5Cevil.example/..//evil.example'])('never leads to another site: %s', async (next) => {
    const signedIn = await editor.get(`/sign-in?next=${encodeURIComponent(next)}`, { accept: 'text/html' })
    expect(signedIn.status).toBe(303)
    expect(new URL(signedIn.headers.location ?? '', 'http://riverside.localhost').origin).toBe('http://riverside.localhost')
  })

  it('opens no account of another school, and says no more about it than about an unknown one', async () => {
    const form = (fields: Record<string, string>) => arsenal.anonymous.request('/sign-in', {
      method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    const [other, unknown] = [await form(account), await form({ email: 'nobody@arsenal.example', password: account.password })]
    for (const answer of [other, unknown]) {
      expect([answer.status, answer.headers.location]).toEqual([303, '/sign-in'])
      expect(answer.headers['set-cookie']?.join()).toContain('invalid_email_or_password')
      expect(answer.headers['set-cookie']?.join()).not.toContain('session_token')
    }
  })

  it('refuses a form that another site sent', async () => {
    const answer = await riverside.anonymous.request('/sign-in', {
      method: 'POST', body: new URLSearchParams(account).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'origin': 'https://evil.example' },
    })
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})
