import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { config } from '../config'

export interface Mail { to: string, subject: string, text: string, html?: string }

const keptMail = z.object({
  id: z.string(), at: z.string(), from: z.string(), to: z.string(), subject: z.string(), text: z.string(), html: z.string().optional(),
})
export type KeptMail = z.infer<typeof keptMail>

const folder = () => join(config().dataDir, 'mail')
/** A header cannot hold a line break, and whoever put one there meant another header. */
const oneLine = (text: string) => text.replace(/[\r\n]+/g, ' ')

let transport: ReturnType<typeof createTransport> | undefined

/** Sends a mail by `SMTP_URL`; without one it is kept in `DATA_DIR/mail`, to be read at /dev/mail. */
export async function sendMail(mail: Mail): Promise<void> {
  const { smtpUrl, from } = config().mail
  const clean = { ...mail, to: oneLine(mail.to), subject: oneLine(mail.subject) }
  if (smtpUrl) {
    transport ??= createTransport(smtpUrl)
    await transport.sendMail({ from, ...clean })
    return
  }
  await mkdir(folder(), { recursive: true })
  const at = new Date().toISOString()
  const id = `${at.replace(/\W/g, '')}-${randomUUID()}`
  await writeFile(join(folder(), `${id}.json`), JSON.stringify({ id, at, from, ...clean }))
}

/** The mails that were kept instead of sent, newest first, at most `limit`. */
export async function keptMails(limit = 50): Promise<KeptMail[]> {
  const files = await readdir(folder()).catch(() => [])
  const newest = files.filter(name => name.endsWith('.json')).sort().reverse().slice(0, limit)
  return Promise.all(newest.map(async name => keptMail.parse(JSON.parse(await readFile(join(folder(), name), 'utf8')))))
}
