import { Busboy } from '@fastify/busboy'
import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'

export interface Upload {
  fileName: string
  content: AsyncIterable<Uint8Array>
}

const noFile = () => new DomainError('empty_upload', { detail: 'Choose a file first.' })

/**
 * The file of a request as it arrives: the first one of a form, or the body itself. Nothing is held in memory;
 * whoever reads it bounds it.
 * @throws DomainError `empty_upload` when the form has no file
 */
export async function readUpload(event: H3Event, nameOfBody: string): Promise<Upload> {
  const type = getRequestHeader(event, 'content-type') ?? ''
  if (!/^multipart\/form-data\b/i.test(type)) return { fileName: nameOfBody, content: event.node.req }
  return new Promise((resolve, reject) => {
    const form = new Busboy({ headers: { ...event.node.req.headers, 'content-type': type }, limits: { files: 1, fields: 10, fieldSize: 1_000, parts: 12 } })
    form.once('file', (_field, content, fileName) => {
      // A broken form says so on the form alone; whoever reads the file has to hear of it.
      form.once('error', error => content.destroy(error instanceof Error ? error : new Error('the form broke off')))
      if (fileName) resolve({ fileName, content })
      else reject(noFile())
    })
    form.once('finish', () => reject(noFile()))
    form.once('error', () => reject(new DomainError('bad_form', { status: 400, detail: 'The form cannot be read.' })))
    event.node.req.pipe(form)
  })
}
