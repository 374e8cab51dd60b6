import { afterAll, expect, it } from 'vitest'
import { http } from '../helpers/http'
import { aMailServer } from '../helpers/mail-server'
import { riverside } from '../helpers/schools'
import { ensureBuild } from '../helpers/build'
import { startServer } from '../helpers/server'

const mail = await aMailServer()
afterAll(() => void mail.stop())

async function forgetful(smtpUrl: string) {
  await ensureBuild()
  const server = await startServer({ SMTP_URL: smtpUrl })
  const person = await riverside.aUser('parent')
  const ask = () => http(server.origin, '/api/auth/request-password-reset', { method: 'POST', headers: { host: riverside.host }, body: { email: person.email } })
  return { server, person, ask }
}

it('is answered before the mail server says a word, and sent even if the server stops then', async () => {
  const { server, person, ask } = await forgetful(mail.url)
  const [answer] = await Promise.all([ask(), mail.called])
  expect(answer.status).toBe(200)

  const stopping = server.stop()
  mail.greet()
  await stopping
  expect(mail.mails).toEqual([expect.stringContaining(person.email)])
}, 300_000)

it('that cannot be sent is told to the log alone, as every other line of it is', async () => {
  const { server, ask } = await forgetful('smtp://127.0.0.1:1')
  try {
    expect((await ask()).status).toBe(200)
    await expect.poll(() => server.said()).toContain('ECONNREFUSED')
    const line = server.said().split('\n').find(said => said.includes('ECONNREFUSED')) ?? ''
    expect(JSON.parse(line)).toMatchObject({ level: 50, error: { message: expect.stringContaining('ECONNREFUSED') } })
  }
  finally {
    await server.stop()
  }
}, 300_000)
