import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { expect } from 'vitest'
import type { Answer } from './http'
import type { Client } from './client'

interface Media { schema?: object }
interface Response { content?: Record<string, Media> }
interface Operation { responses: Record<string, Response> }
// A type, not an interface: it goes where an index signature is wanted.
export type ApiDocument = { paths: Record<string, Record<string, Operation>>, components: object }

const DOCUMENT = 'https://goalschool.example/openapi.json'

/** What the server says of itself. */
export async function fetchApiDocument(anybody: Client): Promise<ApiDocument> {
  const { status, body } = await anybody.get('/api/openapi.json')
  expect(status).toBe(200)
  return body
}

/** Holds answers against the document: status, kind of content and body as it promises them. */
export function conformance(document: ApiDocument) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats(ajv)
  ajv.addSchema(document, DOCUMENT)
  const known = new Map<string, ValidateFunction>()

  return (route: string, answer: Answer) => {
    const [method = '', path = ''] = route.split(' ')
    const documented = path.replaceAll(/:(\w+)/g, '{$1}')
    const operation = document.paths[documented]?.[method.toLowerCase()]
    expect(operation, `${route} is not in the document`).toBeDefined()
    const response = operation?.responses[answer.status]
    expect(response, `${route}: ${answer.status} is not in the document: ${answer.text.slice(0, 300)}`).toBeDefined()
    const kinds = Object.keys(response?.content ?? {})
    if (kinds.length === 0) return expect(answer.text, `${route}: a body that is not in the document`).toBe('')
    const kind = answer.headers['content-type']?.split(';')[0] ?? ''
    expect(kinds, `${route}: ${answer.status}`).toContain(kind)
    const pointer = ['paths', documented, method.toLowerCase(), 'responses', String(answer.status), 'content', kind, 'schema']
    const reference = `${DOCUMENT}#/${pointer.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const validate = known.get(reference) ?? ajv.compile({ $ref: reference })
    known.set(reference, validate)
    expect(validate(answer.body), `${route}: ${answer.status}\n${ajv.errorsText(validate.errors, { separator: '\n' })}\n${answer.text.slice(0, 500)}`).toBe(true)
  }
}
