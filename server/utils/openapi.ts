import { z } from 'zod'
import type { AnyHandlerSpec } from './define-tenant-handler'
import { AUTH_PATHS } from './openapi-auth'

type JsonSchema = Record<string, unknown>
export interface DocumentedRoute { path: string, method: string, spec: AnyHandlerSpec }

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as JsonSchema
  return rest
}

/** Each property of a schema for the path or the query as a parameter of its own. */
function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): JsonSchema[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as { properties?: Record<string, JsonSchema>, required?: string[] }
  return Object.entries(properties).map(([name, property]) => ({
    name, in: place, required: place === 'path' || required.includes(name), schema: property,
  }))
}

const problem = (description: string) => ({ description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } })

/** A file is what its type says; all else is JSON. */
function contentOf({ media, response }: AnyHandlerSpec, status: number): JsonSchema {
  if (media) return { content: { [media.replace(/;.*/, '')]: { schema: {} } } }
  return response && status !== 204 ? { content: { 'application/json': { schema: schemaOf(response, 'output') } } } : {}
}

function responsesOf({ spec, method }: DocumentedRoute): JsonSchema {
  const status = spec.status ?? 200
  const content = contentOf(spec, status)
  return {
    [status]: { description: spec.summary, ...content },
    ...(method === 'get' ? { 304: { description: 'Not changed since the ETag in If-None-Match' } } : {}),
    ...(spec.query || spec.body ? { 400: problem('The query or the body cannot be read') } : {}),
    ...(spec.allow === 'anyone' ? {} : { 401: problem('Not signed in'), 403: problem('In sight, but not allowed') }),
    404: problem('There is no such row, or it is not in sight'),
    ...(method === 'get' ? {} : { 409: problem('In conflict with what is there') }),
    ...(spec.body ? { 412: problem('Changed since the version in If-Match'), 422: problem('Well-formed, and still not valid: see errors') } : {}),
    429: problem('Too many requests: see Retry-After'),
    503: problem('The database has no room now: see Retry-After'),
  }
}

function operation(route: DocumentedRoute): JsonSchema {
  const { spec, method, path } = route
  const key = { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string', maxLength: 255 }, description: 'The first answer is kept for a day and repeated' }
  return {
    operationId: `${method}_${path.replace(/^\/api\//, '').replace(/\W+/g, '_').replace(/_$/, '')}`,
    summary: spec.summary,
    tags: [path.split('/')[2] ?? 'api'],
    security: spec.allow === 'anyone' ? [] : [{ session: [] }, { bearer: [] }],
    parameters: [...parametersOf(spec.params, 'path'), ...parametersOf(spec.query, 'query'), ...(method === 'get' || spec.allow === 'anyone' ? [] : [key])],
    ...(spec.body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(spec.body, 'input') } } } } : {}),
    responses: responsesOf(route),
  }
}

const PROBLEM = {
  type: 'object', description: 'RFC 9457', required: ['type', 'title', 'status', 'code', 'requestId'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' },
    detail: { type: 'string' }, requestId: { type: 'string' },
    errors: { type: 'array', items: { type: 'object', required: ['path', 'code', 'message'], properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } } } },
  },
}

/** OpenAPI 3.1 of all documented routes, from the very schemas that parse their requests. */
export function openApiDocument(routes: DocumentedRoute[]) {
  const paths: Record<string, JsonSchema> = { ...AUTH_PATHS }
  for (const route of [...routes].sort((a, b) => a.path.localeCompare(b.path))) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'GoalSchool', version: '1',
      description: 'Attendance, progress and communication for schools and sports academies. The host says which school is meant; on a shared host the header x-tenant-id does. HEAD works wherever GET does.',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'goalschool.session_token' },
        bearer: { type: 'http', scheme: 'bearer', description: 'The token in the header set-auth-token of the answer to a sign-in' },
      },
    },
  }
}
