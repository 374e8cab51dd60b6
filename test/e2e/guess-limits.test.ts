import { expect, it } from 'vitest'
import type { Person } from '../helpers/school/people'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

// So that a test can come from anywhere.
useServer({ TRUSTED_PROXIES: '127.0.0.1' })

const from = (address: string) => ({ 'x-forwarded-for': address })
const signIn = (address: string, email: string, password: string) => riverside.anonymous.post('/api/auth/sign-in/email', { email, password }, from(address))
const reset = (address: string, email: string, school = riverside) => school.anonymous.post('/api/auth/request-password-reset', { email }, from(address))
const withPassword = async () => (await riverside.aUser('parent')).withPassword()

it('counts the addresses of one IPv6 network as one, and another network for itself', async () => {
  const { email, password } = await withPassword()
  for (let n = 1; n <= 5; n++) expect((await signIn(`2001:db8:0:1::${n}`, email, 'not the password')).status).toBe(401)
  expect(await signIn('2001:db8::1:ffff:0:0:1', email, password)).toBeProblem(429, 'too_many')
  expect((await signIn('2001:db8:0:2::1', email, password)).status).toBe(200)
})

it('stops who tries many accounts from one address, at every school, and nobody elsewhere', async () => {
  const { email, password } = await withPassword()
  // No address at all is a wrong guess too, and costs no hashing.
  const guesses = await Promise.all(Array.from({ length: 201 }, (_, n) => signIn('203.0.113.1', `guess ${n}`, 'Summer2026!')))
  expect(guesses.filter(({ status }) => status === 400)).toHaveLength(200)
  expect(await signIn('203.0.113.1', email, password)).toBeProblem(429, 'too_many')
  expect(await arsenal.anonymous.post('/api/auth/sign-in/email', { email, password }, from('203.0.113.1'))).toBeProblem(429, 'too_many')
  expect((await signIn('203.0.113.2', email, password)).status).toBe(200)
})

it('counts no right password, however often', async () => {
  const { email, password } = await withPassword()
  for (let n = 1; n <= 7; n++) expect((await signIn('203.0.113.3', email, password)).status).toBe(200)
})

it('leaves the owner of an account their reset mails when a stranger has used up his', async () => {
  const victim: Person = await riverside.aUser('parent')
  for (let n = 1; n <= 3; n++) expect((await reset('198.51.100.1', victim.email)).status).toBe(200)
  expect(await reset('198.51.100.1', victim.email)).toBeProblem(429, 'too_many')
  expect((await reset('198.51.100.2', victim.email)).status).toBe(200)
})

it('stops who asks for the mails of many accounts', async () => {
  for (let n = 1; n <= 30; n++) expect((await reset('198.51.100.3', `someone-${n}@riverside.example`)).status).toBe(200)
  for (const school of [riverside, arsenal]) expect(await reset('198.51.100.3', 'one-more@riverside.example', school)).toBeProblem(429, 'too_many')
  expect((await reset('198.51.100.4', 'one-more@riverside.example')).status).toBe(200)
})

it('bounds what one address posts to sign-in, right passwords and all', async () => {
  const answers = []
  for (let n = 0; n < 12; n++) answers.push(...await Promise.all(Array.from({ length: 60 }, () => riverside.anonymous.post('/api/auth/sign-out', {}, from('192.0.2.1')))))
  expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
})
