import { mkdtempSync, rmSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { inviteOne } from '../../server/domain/people/invite'
import { client } from '../helpers/client'
import { http } from '../helpers/http'
import type { AGroup } from '../helpers/school/lessons'
import { serial } from '../helpers/school/names'
import type { Person } from '../helpers/school/people'
import { rows } from '../helpers/school/rows'
import { arsenal, riverside } from '../helpers/schools'
import { startServer, useServer } from '../helpers/server'

// So that a test can come from anywhere.
useServer({ TRUSTED_PROXIES: '127.0.0.1' })

const html = { accept: 'text/html' }
const form = (fields: Record<string, string>, address = '198.51.100.10') => [
  new URLSearchParams(fields).toString(), { ...html, 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address },
] as const
const password = 'a long enough password'

let manager: Person
let group: AGroup

beforeAll(async () => {
  const branch = await arsenal.aBranch()
  manager = await arsenal.aUser('manager', { branches: [branch], locale: 'en' })
  group = await arsenal.aGroup({ branch, name: 'U9 Owls' })
})

async function aGuardian(name?: string) {
  const parent = await arsenal.aUser('parent', { locale: 'en', ...name ? { name } : {} })
  await arsenal.aGuardianship(parent, await arsenal.aStudent({ group, name: `Child-of ${parent.name.split(' ')[0]}` }))
  return parent
}

it('does not tell by one code which addresses are known here, for as long as somebody likes', async () => {
  const parent = await aGuardian()
  const { code = '' } = await inviteOne(manager.context, parent.id, 'code', 'http://x') as { code?: string }
  const from = { 'x-forwarded-for': '198.51.100.77' }
  const tries = []
  for (let n = 0; n < 22; n++)
    tries.push((await arsenal.anonymous.post('/api/invitations/accept', { secret: code, password, email: manager.email }, from)).status)
  expect(tries.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 409))
  expect(tries.slice(20)).toEqual([429, 429])
})

it('is the same once more under its key, which keeps the code sealed', async () => {
  const parent = await aGuardian()
  const headers = { 'idempotency-key': `slip-${serial()}` }
  const [first, again] = [
    await manager.request(`/api/users/${parent.id}/invitations`, { method: 'POST', body: { kind: 'code' }, headers }),
    await manager.request(`/api/users/${parent.id}/invitations`, { method: 'POST', body: { kind: 'code' }, headers }),
  ]
  expect([first.status, again.status, again.headers['idempotency-replayed']]).toEqual([201, 201, 'true'])
  expect(again.body).toEqual(first.body)
  const { code } = first.body.invitation
  const [kept] = await rows<{ body: string }>('select body::text as body from idempotency_keys where key = $1', [headers['idempotency-key']])
  expect(kept?.body.length).toBeGreaterThan(40)
  expect(kept?.body).not.toContain(code)
})

it('goes from a slip on paper to the child’s page, without scripts', async () => {
  const parent = await aGuardian('Paula Paper')
  await rows('update users set email = null where id = $1', [parent.id])
  await arsenal.heard()
  const made = await manager.post(`/groups/${group.id}/invitations`, ...form({ kind: 'code' }))
  expect([made.status, made.headers.location]).toEqual([303, expect.stringMatching(/invited=\d+&kind=code/)])
  const page = await manager.get(`/groups/${group.id}/invitations`, html)
  expect(page.headers['cache-control']).toBe('no-store')
  const slip = page.text.split('Paula Paper')[1] ?? ''
  const code = /\b[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}\b/.exec(slip)?.[0] ?? ''

  const typed = await arsenal.anonymous.post('/invite', ...form({ code: code.toLowerCase() }))
  const path = typed.headers.location ?? ''
  expect(path).toBe(`/invite/${code.replace('-', '')}`)
  const welcome = await arsenal.anonymous.get(path, { ...html, 'accept-language': 'en' })
  expect(welcome.text).toContain('Paula')
  expect([welcome.headers['cache-control'], welcome.status]).toEqual(['no-store', 200])
  const short = await arsenal.anonymous.post(path, ...form({ password: 'short', email: 'p@home.example' }))
  expect(short.headers.location).toBe(path)

  const email = `paula-${serial()}@home.example`
  const done = await arsenal.anonymous.post(path, ...form({ password, email, givenName: 'Paula', familyName: 'Right' }))
  expect([done.status, done.headers.location]).toEqual([303, '/sign-in'])
  const cookie = (done.headers['set-cookie'] ?? []).map(line => line.split(';')[0]).join('; ')
  const home = await client({ host: arsenal.host, cookie }).get('/home', html)
  expect(home.status).toBe(200)
  expect(home.text).toContain('Child-of Paula')
  expect((await arsenal.anonymous.signIn(email, password)).status).toBe(200)
  const again = await arsenal.anonymous.get(path, { ...html, 'accept-language': 'en' })
  expect(again.text).toContain('does not hold')
})

it('mails a link of the tenant’s own, which lets its reader in once', async () => {
  const parent = await aGuardian('Mila Mail')
  const { readMail, stop, ask } = await withMails()
  try {
    expect((await ask(`/api/users/${parent.id}/invitations`, { kind: 'mail' })).body.invitation).toMatchObject({ kind: 'mail', code: null })
    await expect.poll(() => readMail(parent.email), { timeout: 10_000 }).toMatch(/\/invite\/[\w-]{43}/)
    const link = await readMail(parent.email)
    const secret = /\/invite\/([\w-]{43})/.exec(link)?.[1] ?? ''
    expect(link).toContain(`http://${arsenal.host}`)
    // One that went to a wrong address does not hold once that is put right.
    await rows('update users set email = $2 where id = $1', [parent.id, `right-${parent.email}`])
    expect(await arsenal.anonymous.post('/api/invitations/read', { secret }, { 'x-forwarded-for': '198.51.100.12' })).toBeProblem(400, 'bad_invitation')
    await rows('update users set email = $2 where id = $1', [parent.id, parent.email])
    const accept = () => arsenal.anonymous.post('/api/invitations/accept', { secret, password }, { 'x-forwarded-for': '198.51.100.11' })
    expect((await accept()).body).toEqual({ email: parent.email })
    expect(await accept()).toBeProblem(400, 'bad_invitation')
    expect((await arsenal.anonymous.signIn(parent.email, password)).status).toBe(200)
  }
  finally {
    await stop()
  }
}, 60_000)

it('answers the same to whatever does not hold, and no more than twenty times', async () => {
  const parent = await aGuardian()
  const { code } = await inviteOne(manager.context, parent.id, 'code', 'http://arsenal.localhost')
  const read = (secret: string, address: string, school = arsenal) => school.anonymous.post('/api/invitations/read', { secret }, { 'x-forwarded-for': address })
  const words = ({ status, body }: Awaited<ReturnType<typeof read>>) => ({ status, ...body, requestId: '' })
  const unknown = words(await read('ABCDEFGHJK', '203.0.113.20'))
  expect(words(await read(code ?? '', '203.0.113.20', riverside))).toEqual(unknown)
  expect(words(await read('x', '203.0.113.20'))).toEqual(unknown)
  for (let n = 4; n <= 20; n++) expect((await read('ABCDEFGHJK', '203.0.113.20')).status).toBe(400)
  expect(await read(code ?? '', '203.0.113.20')).toBeProblem(429, 'too_many')
  // A page that renders is counted under its reader's address, not under the server's own.
  const page = (address: string) => arsenal.anonymous.get(`/invite/${code}`, { ...html, 'accept-language': 'en', 'x-forwarded-for': address })
  expect((await page('203.0.113.20')).text).toContain('Too many attempts')
  expect((await page('203.0.113.21')).text).toContain(parent.name)
  for (let n = 1; n <= 25; n++) expect((await read(code ?? '', '203.0.113.22')).status).toBe(200)
})

/** A server beside the first that keeps its mails where the test can read them. */
async function withMails() {
  const folder = mkdtempSync(join(tmpdir(), 'goalschool-mails-'))
  const { origin, stop } = await startServer({ DATA_DIR: folder })
  return {
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
    ask: (path: string, body: object) => http(origin, path, { method: 'POST', body, headers: { host: arsenal.host, authorization: `Bearer ${manager.token}` } }),
    readMail: async (to: string) => {
      const files = await readdir(`${folder}/mail`).catch(() => [])
      const mails = await Promise.all(files.map(file => readFile(`${folder}/mail/${file}`, 'utf8')))
      return mails.find(mail => mail.includes(to)) ?? ''
    },
  }
}
