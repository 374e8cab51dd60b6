import { expect, it } from 'vitest'
import { http } from '../helpers/http'
import { rows } from '../helpers/school/rows'
import { arsenal, riverside } from '../helpers/schools'
import { serverOrigin, useServer } from '../helpers/server'

useServer()

const me = (headers: Record<string, string>) => http(serverOrigin(), '/api/me', { headers })
const session = (token: string) => rows<{ days: number }>(`select round(extract(epoch from "expiresAt" - now()) / 86400)::int as days from sessions where token = $1`, [token])
const aged = (token: string, days: number) => rows(`update sessions set "expiresAt" = now() + make_interval(days => $2) where token = $1`, [token, days])
const signedIn = async (body: object = {}) => {
  const person = await arsenal.aUser('parent')
  const { email, password } = await person.withPassword()
  const answer = await person.post('/api/auth/sign-in/email', { email, password, ...body }, { authorization: '' })
  return { person, answer, token: String(answer.body.token), cookie: (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0]).join('; ') }
}

it('a session that is used holds for another thirty days, once a day, and so does its cookie', async () => {
  const { token, cookie } = await signedIn()
  expect((await me({ host: arsenal.host, cookie })).headers['set-cookie']).toBeUndefined()
  await aged(token, 28)
  await rows('insert into sessions ("tenantId", "userId", token, "expiresAt") select "tenantId", "userId", $2, now() - interval \'1 day\' from sessions where token = $1', [token, `ended ${token}`])
  await arsenal.heard()
  const [line] = (await me({ host: arsenal.host, cookie })).headers['set-cookie'] ?? []
  expect(line?.split(';')[0]).toBe(cookie)
  expect(line).toMatch(/; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  await expect.poll(() => session(token)).toEqual([{ days: 30 }])
  expect(await session(`ended ${token}`)).toEqual([])
  await arsenal.heard()
  expect((await me({ host: arsenal.host, cookie })).headers['set-cookie']).toBeUndefined()
})

it('a session holds longer for a token too, which gets no cookie', async () => {
  const { token } = await signedIn()
  await aged(token, 3)
  await arsenal.heard()
  expect((await me({ host: arsenal.host, authorization: `Bearer ${token}` })).headers['set-cookie']).toBeUndefined()
  await expect.poll(() => session(token)).toEqual([{ days: 30 }])
})

it('a session ends when it was to end where somebody signed in for the time being', async () => {
  const { token, cookie } = await signedIn({ rememberMe: false })
  expect(cookie).toContain('goalschool.dont_remember=')
  const { body, headers } = await me({ host: arsenal.host, cookie })
  expect([body.user?.role ?? body.user?.id, headers['set-cookie']]).toEqual([expect.any(String), undefined])
  expect(await session(token)).toEqual([{ days: 1 }])
})

it('a session is known by what signing in gave, however it is shown, and by no signature of another', async () => {
  const { person, answer, token, cookie } = await signedIn()
  const signed = decodeURIComponent(cookie.split('=')[1] ?? '')
  const given = String(answer.headers['set-auth-token'])
  for (const authorization of [token, given, signed, encodeURIComponent(signed)].map(text => `Bearer ${text}`)) {
    expect((await me({ host: arsenal.host, authorization })).body.user?.id, authorization).toBe(person.id)
  }
  const [own, signature = ''] = signed.split('.')
  const strange = [own, `${signed}x`, `${signed}=`, signed.slice(0, -1), `${own}.`, `${own}.${signature.slice(4)}`, `${own}.${'A'.repeat(43)}=`, `.${signature}`, `${'b'.repeat(32)}.${signature}`]
  for (const forged of strange) {
    expect((await me({ host: arsenal.host, cookie: `goalschool.session_token=${encodeURIComponent(String(forged))}` })).body.user, forged).toBeNull()
    if (forged !== own) expect((await me({ host: arsenal.host, authorization: `Bearer ${forged}` })).body.user, forged).toBeNull()
  }
  const foreign = await riverside.aUser('parent')
  const elsewhere = (await foreign.signIn(foreign.email, (await foreign.withPassword()).password)).headers['set-auth-token']
  expect((await me({ host: arsenal.host, authorization: `Bearer ${String(elsewhere)}` })).body.user).toBeNull()
})
