import { beforeAll, describe, expect, it } from 'vitest'
import { http } from '../helpers/http'
import { rows } from '../helpers/school/rows'
import type { Person } from '../helpers/school/people'
import { arsenal, riverside } from '../helpers/schools'
import { serverOrigin, useServer } from '../helpers/server'

useServer()

let alice: Person
let password: string, email: string
const bearer = (token: unknown, host = arsenal.host) => ({ host, authorization: `Bearer ${String(token)}` })
const sessions = (headers: Record<string, string>) => http(serverOrigin(), '/api/account/sessions', { headers })

beforeAll(async () => {
  alice = await arsenal.aUser('teacher');
  ({ email, password } = await alice.withPassword())
})

describe('the devices of an account', () => {
  it('are listed without their tokens, and each can be signed out at once', async () => {
    const [phone, laptop] = [await alice.signIn(email, password), await alice.signIn(email, password)]
    const [one, other] = [bearer(phone.headers['set-auth-token']), bearer(laptop.headers['set-auth-token'])]

    const list = await sessions(one)
    expect(list.status).toBe(200)
    expect(list.body.data.filter((device: { current: boolean }) => device.current)).toHaveLength(1)
    expect(list.text).not.toContain(String(laptop.body.token))

    const mine = (await sessions(other)).body.data.find((device: { current: boolean }) => device.current)
    const ended = await http(serverOrigin(), `/api/account/sessions/${mine.id}`, { method: 'DELETE', headers: one })
    expect(ended.status).toBe(204)
    expect((await sessions(other)).status).toBe(401)
    expect((await sessions(one)).status).toBe(200)
  })

  it('show no token by better-auth\'s own routes either', async () => {
    const [phone, laptop] = [await alice.signIn(email, password), await alice.signIn(email, password)]
    const one = bearer(phone.headers['set-auth-token'])
    for (const path of ['list-sessions', 'get-session', 'x/../list-sessions?a=b', 'get-session?disableRefresh=true']) {
      const answer = await http(serverOrigin(), `/api/auth/${path}`, { headers: one })
      expect(answer.status, path).toBe(200)
      expect(answer.text, path).toContain(alice.id)
      for (const device of [phone, laptop]) expect(answer.text, path).not.toContain(String(device.body.token))
    }
  })

  it('are nobody else\'s to see or to end, here or at another school', async () => {
    const [bob, eve] = [await arsenal.aUser('admin'), await riverside.aUser('admin')]
    const [victim] = await rows<{ id: string }>('select id from sessions where "userId" = $1', [bob.id])
    for (const stranger of [alice, eve]) {
      expect((await stranger.get('/api/account/sessions')).text).not.toContain(victim?.id)
      expect(await stranger.delete(`/api/account/sessions/${victim?.id}`)).toMatchObject({ status: 404 })
    }
    expect((await bob.get('/api/me')).body.user.id).toBe(bob.id)
  })
})

describe('guessing a password', () => {
  it('ends after five failures at once as well as one by one, and a success does not count', async () => {
    const carol = await arsenal.aUser('parent')
    const own = await carol.withPassword()
    for (let success = 0; success < 6; success++) expect((await carol.signIn(own.email, own.password)).status).toBe(200)

    const guesses = await Promise.all(Array.from({ length: 12 }, (_, guess) => carol.signIn(own.email, `wrong-${guess}`)))
    expect(guesses.filter(answer => answer.status === 401)).toHaveLength(5)
    expect(guesses.filter(answer => answer.status === 429)).toHaveLength(7)
    const late = await carol.signIn(own.email, own.password)
    expect(late.status).toBe(429)
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(600)
  })
})
