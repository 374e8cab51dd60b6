import { beforeAll, describe, expect, it } from 'vitest'
import { http } from '../helpers/http'
import { rows } from '../helpers/school/rows'
import type { Person } from '../helpers/school/people'
import { arsenal, riverside } from '../helpers/schools'
import { serverOrigin, useServer } from '../helpers/server'

useServer()

let alice: Person
let cookie: string
const me = (headers: Record<string, string>) => http(serverOrigin(), '/api/me', { headers })

beforeAll(async () => {
  alice = await arsenal.aUser('admin')
  const { email, password } = await alice.withPassword()
  const answer = await alice.signIn(email, password)
  expect(answer.status, answer.text).toBe(200)
  cookie = (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0]).join('; ')
})

describe('a session of one tenant', () => {
  it('is a viewer there, by cookie and by token', async () => {
    expect((await me({ host: arsenal.host, cookie })).body.user?.id).toBe(alice.id)
    expect((await me({ host: arsenal.host, authorization: `Bearer ${alice.token}` })).body.user?.id).toBe(alice.id)
    expect((await me({ 'host': 'localhost', 'x-tenant-id': 'arsenal', 'authorization': `Bearer ${alice.token}` })).body.user?.id).toBe(alice.id)
  })

  it('is nobody on the host of another, whichever way it is shown', async () => {
    for (const credential of [{ cookie }, { authorization: `Bearer ${alice.token}` }] as Record<string, string>[]) {
      for (const place of [{ host: riverside.host }, { 'host': 'localhost', 'x-tenant-id': 'riverside' }] as Record<string, string>[]) {
        const { status, body } = await me({ ...place, ...credential })
        expect({ status, user: body.user, tenant: body.tenant.slug }).toEqual({ status: 200, user: null, tenant: 'riverside' })
      }
    }
  })

  it('is not made valid by the other tenant having known it first', async () => {
    await me({ host: riverside.host, authorization: `Bearer ${alice.token}` })
    await me({ host: arsenal.host, authorization: `Bearer ${alice.token}` })
    expect((await me({ host: riverside.host, authorization: `Bearer ${alice.token}` })).body.user).toBeNull()
  })

  it('is over at once when its row is gone', async () => {
    const carol = await arsenal.aUser('teacher')
    expect((await carol.get('/api/me')).body.user.id).toBe(carol.id)
    await rows('delete from sessions where "userId" = $1', [carol.id])
    await arsenal.heard()
    expect((await carol.get('/api/me')).body.user).toBeNull()
  })

  it('is over when its time has run out, or its user has ended', async () => {
    const [late, gone] = [await arsenal.aUser('teacher'), await arsenal.aUser('teacher')]
    await rows(`update sessions set "expiresAt" = now() - interval '1 minute' where "userId" = $1`, [late.id])
    await rows(`update users set "endedAt" = now() where id = $1`, [gone.id])
    expect((await late.get('/api/me')).body.user).toBeNull()
    expect((await gone.get('/api/me')).body.user).toBeNull()
  })
})

describe('a session and an Authorization header that is no token of ours', () => {
  it.each(['Basic c3RhZ2luZzpwYXNzd29yZA==', 'Bearer', 'Digest x'])('is found by its cookie, for whoever sends that cookie alone: %s', async (authorization) => {
    expect((await me({ host: arsenal.host, authorization, cookie })).body.user?.id).toBe(alice.id)
    expect((await me({ host: arsenal.host, authorization })).body.user).toBeNull()
  })

  it('is not found beside a forged token, and never lends itself to it', async () => {
    const authorization = 'Bearer forged.token'
    expect((await me({ host: arsenal.host, authorization, cookie })).body.user).toBeNull()
    expect((await me({ host: arsenal.host, authorization })).body.user).toBeNull()
  })

  it('is not at the service of another site, whose forms the browser sends with the password of a proxy', async () => {
    const answer = await http(serverOrigin(), '/language', {
      method: 'POST', body: 'locale=en&next=/',
      headers: { 'host': arsenal.host, cookie, 'authorization': 'Basic eDp5', 'origin': 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(403)
  })
})

describe('a token', () => {
  it.each(['', 'x', 'a.b', 'null', '\'; drop table sessions --', '%00', 'A'.repeat(5000)])('that is not one is nobody: %.20s', async (token) => {
    const { status, body } = await me({ host: arsenal.host, authorization: `Bearer ${token}` })
    expect({ status, user: body.user }).toEqual({ status: 200, user: null })
  })
})

describe('signing in', () => {
  it('answers the same for a wrong password as for an unknown address', async () => {
    const wrong = await alice.signIn(alice.email, 'not the password at all')
    const unknown = await alice.signIn('nobody@arsenal.example', 'not the password at all')
    const elsewhere = await riverside.anonymous.signIn(alice.email, 'a password of the tests')
    expect([wrong.status, unknown.status, elsewhere.status]).toEqual([401, 401, 401])
    expect(wrong.text).toBe(unknown.text)
    expect(wrong.headers['set-cookie']).toBeUndefined()
  })

  it('is over for whoever has left the school, as for an address that nobody has', async () => {
    const gone = await riverside.aUser('teacher')
    const { email, password } = await gone.withPassword()
    await rows('update users set "endedAt" = now() where id = $1', [gone.id])
    const [right, unknown] = [await gone.signIn(email, password), await gone.signIn('nobody@riverside.example', password)]
    expect([right.status, right.text]).toEqual([401, unknown.text])
    expect([right.headers['set-cookie'], right.headers['set-auth-token']]).toEqual([undefined, undefined])
    expect((await gone.get('/api/auth/get-session')).text).toBe('null')

    expect((await gone.post('/api/auth/request-password-reset', { email })).status).toBe(200)
    expect(await rows('select 1 from verifications where value = $1', [gone.id])).toEqual([])
    await rows(`insert into verifications ("tenantId", identifier, value, "expiresAt") values ($1, 'reset-password:of-before', $2, now() + interval '1 hour')`,
      [riverside.tenant.id, gone.id])
    expect((await riverside.anonymous.post('/api/auth/reset-password', { token: 'of-before', newPassword: 'another password of the tests' })).status).toBe(400)
  })

  it('sets a cookie that scripts and other sites do not get', async () => {
    const { email, password } = await alice.withPassword()
    const { headers } = await alice.signIn(email, password)
    const [session] = headers['set-cookie'] ?? []
    expect(session).toMatch(/^goalschool\.session_token=[^;]+/)
    expect(session).toMatch(/; ?HttpOnly/i)
    expect(session).toMatch(/; ?SameSite=Lax/i)
    expect(session).not.toMatch(/; ?Domain=/i)
    expect(headers['set-auth-token']).toEqual(expect.any(String))
  })

  it('is refused from a page of another site', async () => {
    const { email, password } = await alice.withPassword()
    const answer = await http(serverOrigin(), '/api/auth/sign-in/email', {
      method: 'POST', body: { email, password }, headers: { host: arsenal.host, origin: `http://${riverside.host}` },
    })
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  it('stops after five failures of one account, and says when to come back', async () => {
    const victim = await riverside.aUser('parent')
    const { email, password } = await victim.withPassword()
    for (let attempt = 1; attempt <= 5; attempt++) expect((await victim.signIn(email, `wrong password ${attempt}`)).status).toBe(401)
    const blocked = await victim.signIn(email, password)
    expect(blocked).toBeProblem(429, 'too_many')
    expect(Number(blocked.headers['retry-after'])).toBeGreaterThan(0)
    const other = await riverside.aUser('parent')
    expect((await other.signIn(other.email, (await other.withPassword()).password)).status).toBe(200)
  })
})

describe('guesses at a password', () => {
  it.each(['x/../sign-in', '%2e/sign-in', 'x\\..\\sign-in', 'sign-in/.'])('count however the address is written: %s', async (written) => {
    const victim = await riverside.aUser('parent')
    const guess = (n: number) => victim.post(`/api/auth/${written}/email`, { email: victim.email, password: `wrong password ${n}` })
    for (let n = 1; n <= 5; n++) expect((await guess(n)).status).toBe(401)
    expect(await guess(6)).toBeProblem(429, 'too_many')
  })

  it('count for whoever is signed in already, and a right one is in the audit log', async () => {
    const user = await riverside.aUser('teacher')
    const { password } = await user.withPassword()
    const change = (currentPassword: string) => user.post('/api/auth/change-password', { currentPassword, newPassword: 'another password of the tests' })
    expect((await change(password)).status).toBe(200)
    expect(await rows(`select action, "actorId" from audit_entries where "subjectId" = $1 and action = 'user.password_set'`, [user.id]))
      .toEqual([{ action: 'user.password_set', actorId: user.id }])
    for (let n = 1; n <= 5; n++) expect((await change(`wrong password ${n}`)).status).toBe(400)
    expect(await change('another password of the tests')).toBeProblem(429, 'too_many')
  })
})

describe('of better-auth\'s own routes', () => {
  it.each(['sign-up/email', 'update-user', 'change-email', 'delete-user', 'link-social', 'unlink-account', 'update-session', 'verify-password', 'sign-in/social'])(
    '%s is closed', async (route) => {
      const { body } = await alice.get('/api/me')
      expect(await alice.post(`/api/auth/${route}`, { name: 'Somebody Else', email: 'x@y.example', password: 'a password' })).toBeProblem(404, 'not_found')
      expect((await alice.get('/api/me')).body.user.name).toBe(body.user.name)
    })

  it('none takes the address of its client from a stranger', async () => {
    const { email, password } = await alice.withPassword()
    const { body } = await alice.post('/api/auth/sign-in/email', { email, password }, { 'x-forwarded-for': '203.0.113.7' })
    expect(await rows('select "ipAddress" from sessions where token = $1', [body.token])).toEqual([{ ipAddress: '127.0.0.1' }])
  })

  it('a reset by mail ends in the audit log, and a token that cannot be one is 400', async () => {
    const user = await riverside.aUser('parent')
    await user.withPassword()
    await riverside.anonymous.post('/api/auth/request-password-reset', { email: user.email })
    const [verification] = await rows<{ identifier: string }>(`select identifier from verifications where value = $1`, [user.id])
    const token = verification?.identifier.replace('reset-password:', '')
    const answer = await riverside.anonymous.post('/api/auth/reset-password', { token, newPassword: 'another password of the tests' })
    expect(answer.status, answer.text).toBe(200)
    expect(await rows(`select "requestId" from audit_entries where "subjectId" = $1 and action = 'user.password_set'`, [user.id]))
      .toEqual([{ requestId: answer.headers['x-request-id'] }])
    expect(await riverside.anonymous.post('/api/auth/reset-password', { token: 'a\0b', newPassword: 'another password' })).toBeProblem(400)
  })
})
