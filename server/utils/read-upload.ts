import { createHash } from 'node:crypto'
import { Busboy } from '@fastify/busboy'
import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'
import { limits } from '../domain/imports/limits'

declare module 'h3' {
  interface H3EventContext {
    /** The hash of the file that `readUpload` gave, once it was read to its end. */
    uploadHash?: (() => string) | undefined
  }
}

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

async function* hashed(event: H3Event, content?: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  event.context.uploadHash = () => hash.copy().digest('hex')
  for await (const piece of piecesOf(event, content)) {
    hash.update(piece)
    yield piece
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
  const type = requestHeader(event, 'content-type') ?? ''
  const { req } = event.node
  if (!/^multipart\/form-data\b/i.test(type)) return { fileName: nameOfBody, content: hashed(event) }
  const form = formOf(event, type)
  return new Promise((resolve, reject) => {
    form.once('file', (_field, content, fileName) => {
      // A form that breaks off is told of the file, of the form or of the connection alone, and maybe before anybody reads.
      const breakOff = () => void content.destroy(broken())
      content.on('error', breakOff)
      form.on('error', breakOff)
      req.once('close', () => void (req.complete || breakOff()))
      if (fileName) resolve({ fileName, content: hashed(event, orBroken(content)) })
      else reject(noFile())
    })
    form.once('finish', () => reject(noFile()))
    form.on('error', () => reject(broken()))
    req.pipe(form)
  })
}

/** Reads the file of a request for its hash alone. @returns null for one that is longer than any that is taken */
export async function hashOfUpload(event: H3Event): Promise<string | null> {
  const { content } = await readUpload(event, '')
  let size = 0
  for await (const piece of content) if ((size += piece.length) > limits.upload) return null
  return event.context.uploadHash?.() ?? null
}
