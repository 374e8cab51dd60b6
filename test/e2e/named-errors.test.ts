import { beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../helpers/school/people'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { zipOf } from '../helpers/zip'

useServer()

let admin: Person
beforeAll(async () => {
  admin = await arsenal.aUser('admin', { locale: 'en' })
})

// The framework takes an error that has a cause for the cause alone; ours keep their name all the same.
describe('an error that came from another one is answered by its own name', () => {
  it.each([
    ['no base64', 'nonsense'],
    ['no JSON', Buffer.from('[').toString('base64url')],
    ['another list\'s', Buffer.from('["2026-01-01T00:00:00.000Z","1"]').toString('base64url')],
  ])('for a cursor that is %s', async (_, cursor) => {
    expect(await admin.get(`/api/audit?cursor=${cursor}`)).toBeProblem(400, { cursor: 'bad_cursor' })
  })

  it('for a page with such a cursor', async () => {
    const page = await admin.get('/audit?cursor=nonsense', { accept: 'text/html' })
    expect(page.status).toBeLessThan(500)
  })

  it('for JSON that breaks off', async () => {
    expect(await admin.post('/api/lessons', '{"groupId":', { 'content-type': 'application/json' })).toBeProblem(400)
  })

  it.each([
    ['breaks off', zipOf([{ name: 'manifest.csv', content: 'propertyName,value\n' }]).subarray(0, -30)],
    ['is none', Buffer.from('PK nothing of the kind')],
    ['has unsafe names', zipOf([{ name: '../manifest.csv', content: 'propertyName,value\n' }])],
  ])('for a zip that %s', async (_, zip) => {
    const made = await admin.post('/api/imports?fileName=bundle.zip', zip)
    expect(made.status, made.text).toBe(201)
    const path = made.headers.location ?? ''
    await expect.poll(async () => (await admin.get(path)).body, { timeout: 15_000 }).toMatchObject({ state: 'failed', failure: 'bad_zip' })
    expect(await admin.post(`${path}/confirm`, {})).toBeProblem(409, 'not_checked')
    const page = await admin.get(path.replace('/api', ''), { accept: 'text/html' })
    expect(page.status).toBe(200)
    expect(page.text).toContain('The zip cannot be read')
  })
})
