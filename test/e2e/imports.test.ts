import { beforeAll, describe, expect, it } from 'vitest'
import { aSmallSchool, csvOf } from '../helpers/bundle'
import type { Person } from '../helpers/school/people'
import { insert } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { zipOf } from '../helpers/zip'

useServer()

let admin: Person
beforeAll(async () => {
  admin = await arsenal.aUser('admin', { locale: 'uk' })
})

function bundle(extra: Record<string, string> = {}): Buffer {
  const files = Object.fromEntries(Object.entries(aSmallSchool()).map(([name, rows]) => [name, csvOf(rows)]))
  const all: Record<string, string> = { ...files, ...extra }
  const manifest = ['propertyName,value', 'oneroster.version,1.1', ...Object.keys(all).map(name => `file.${name},delta`)].join('\n')
  return zipOf(Object.entries({ manifest, ...all }).map(([name, content]) => ({ name: `district/${name}.csv`, content })))
}

/** What a browser sends for the form of the page. */
function asForm(fileName: string, content: Buffer) {
  const boundary = 'a-boundary-of-the-tests'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/zip\r\n\r\n`
  return {
    body: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}

const settled = async (path: string, state: string) => {
  await expect.poll(async () => (await admin.get(path)).body.state, { timeout: 15_000 }).toBe(state)
  return (await admin.get(path)).body
}

describe('a form that is none', () => {
  const part = (text: string) => `--x\r\ncontent-disposition: form-data; name="file"; filename="broken.csv"\r\n\r\n${text}`

  it.each([
    ['has no boundary', 'multipart/form-data', part('a,b')],
    ['breaks off in the file', 'multipart/form-data; boundary=x', part('a,b')],
    ['breaks off after much of the file', 'multipart/form-data; boundary=x', part('a,b\n'.repeat(500_000))],
    ['is noise', 'multipart/form-data; boundary=x', 'noise'],
  ])('is refused and leaves nothing where it %s', async (_, type, body) => {
    expect(await admin.post('/api/imports', body, { 'content-type': type })).toBeProblem(400, 'bad_form')
    expect((await admin.get('/api/imports')).text).not.toContain('broken.csv')
  })
})

describe('imports over the API', () => {
  it('are uploaded, checked by themselves, confirmed and done', async () => {
    const made = await admin.post('/api/imports?fileName=bundle.zip', bundle())
    expect(made.status, made.text).toBe(201)
    const path = made.headers.location ?? ''
    expect(await settled(path, 'checked')).toMatchObject({ kind: 'oneroster', fileName: 'bundle.zip', summary: { ok: true, dryRun: true, added: { students: 3 } } })

    expect((await admin.post(`${path}/confirm`, {})).status).toBe(202)
    expect(await settled(path, 'done')).toMatchObject({ progress: 1, summary: { dryRun: false, added: { students: 3 } } })
    expect(await admin.post(`${path}/confirm`, {})).toBeProblem(409, 'not_checked')
    expect(await admin.delete(path)).toBeProblem(409, 'import_confirmed')
  })

  it('are one import for each key: sent again they are found again, and another file under it is refused', async () => {
    const [first, second] = [bundle(), bundle({ courses: 'sourcedId,title\nmaths,Mathematics\n' })]
    const upload = (content: Buffer, form: boolean, key = 'one-upload') => {
      const { body, headers } = form ? asForm('keyed.zip', content) : { body: content, headers: {} }
      return admin.request('/api/imports?fileName=keyed.zip', { method: 'POST', body, headers: { ...headers, 'idempotency-key': key } })
    }
    const made = await upload(first, false)
    expect(made.status, made.text).toBe(201)
    for (const form of [false, true]) {
      const again = await upload(first, form)
      expect([again.status, again.headers['idempotency-replayed'], again.body.id]).toEqual([201, 'true', made.body.id])
      expect(await upload(second, form)).toBeProblem(422, 'idempotency_key_reused')
    }
    expect(await upload(Buffer.alloc(0), false)).toBeProblem(422, 'idempotency_key_reused')
    expect(await admin.request('/api/imports?fileName=other.zip', { method: 'POST', body: first, headers: { 'idempotency-key': 'one-upload' } }))
      .toBeProblem(422, 'idempotency_key_reused')
    expect((await upload(second, true, 'another-upload')).status).toBe(201)
    const { body } = await admin.get('/api/imports')
    expect(body.data.filter((job: { fileName: string }) => job.fileName === 'keyed.zip')).toHaveLength(2)
  })

  it('refuse a form without a file', async () => {
    const { body, headers } = asForm('', Buffer.alloc(0))
    expect(await admin.request('/api/imports', { method: 'POST', body, headers })).toBeProblem(422, 'empty_upload')
  })
})

describe('the page, without scripts', () => {
  it('takes the file, shows what will change and what is refused, and writes what is valid', async () => {
    const { body, headers } = asForm('Мій округ.zip', bundle({ courses: 'sourcedId,title\nmaths,\n' }))
    const posted = await admin.request('/imports', { method: 'POST', body, headers })
    expect(posted.status, posted.text).toBe(303)
    const page = posted.headers.location ?? ''
    await settled(`/api${page}`, 'checked')

    const shown = await admin.get(page, { accept: 'text/html' })
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('Мій округ.zip')
    expect(shown.text).toContain('courses.csv')
    expect(shown.text).toContain('Клітинка не може бути порожньою')
    expect(shown.text).toContain('Записати лише правильні рядки')

    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await admin.post(`${page}/confirm`, 'partial=no', form)).headers.location).toBe(page)
    expect((await admin.get(`/api${page}`)).body.state).toBe('checked')
    expect((await admin.post(`${page}/confirm`, 'partial=yes', form)).status).toBe(303)
    await settled(`/api${page}`, 'done')
    expect((await admin.get('/imports', { accept: 'text/html' })).text).toContain('Мій округ.zip')
  })

  it('loads itself anew while something is under way, and says how far it is', async () => {
    const { id } = await insert<{ id: string }>('imports', {
      tenantId: arsenal.tenant.id, kind: 'oneroster', state: 'running', fileName: 'slow.zip', size: 1, progress: 0.42,
      leaseUntil: new Date(Date.now() + 600_000),
    })
    const { text } = await admin.get(`/imports/${id}`, { accept: 'text/html' })
    expect(text).toContain('http-equiv="refresh"')
    expect(text).toMatch(/<progress[^>]* value="0.42"/)
  })

  it('is for administrators', async () => {
    const manager = await arsenal.aUser('manager')
    expect((await manager.get('/imports', { accept: 'text/html' })).status).toBe(302)
    expect((await manager.request('/imports', { method: 'POST', ...asForm('x.zip', bundle()) })).status).toBe(403)
  })
})
