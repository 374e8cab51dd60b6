import { Busboy } from '@fastify/busboy'
import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'

export interface Upload {
  fileName: string
  content: AsyncIterable<Uint8Array>
}

const noFile = () => new DomainError('empty_upload', { detail: 'Choose a file first.' })

const broken = () => new DomainError('bad_form', { status: 400, detail: 'The form cannot be read.' })

async function* orBroken(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content
  }
  catch {
    throw broken()
  }
}

function formOf(event: H3Event, type: string) {
  try {
    return new Busboy({ headers: { ...event.node.req.headers, 'content-type': type }, limits: { files: 1, fields: 10, fieldSize: 1_000, parts: 12 } })
  }
  catch {
    throw broken()
  }
}

/**
 * The file of a request as it arrives: the first one of a form, or the body itself. Nothing is held in memory;
 * whoever reads it bounds it.
 * @throws DomainError `empty_upload` when the form has no file, `bad_form`, also while the file is read
 */
export async function readUpload(event: H3Event, nameOfBody: string): Promise<Upload> {
  const type = getRequestHeader(event, 'content-type') ?? ''
  const { req } = event.node
  if (!/^multipart\/form-data\b/i.test(type)) return { fileName: nameOfBody, content: req }
  const form = formOf(event, type)
  return new Promise((resolve, reject) => {
    form.once('file', (_field, content, fileName) => {
      // A form that breaks off is told of the file, of the form or of the connection alone, and maybe before anybody reads.
      const breakOff = () => void content.destroy(broken())
      content.on('error', breakOff)
      form.on('error', breakOff)
      req.once('close', () => void (req.complete || breakOff()))
      if (fileName) resolve({ fileName, content: orBroken(content) })
      else reject(noFile())
    })
    form.once('finish', () => reject(noFile()))
    form.on('error', () => reject(broken()))
    req.pipe(form)
  })
}
