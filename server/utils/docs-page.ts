import type { openApiDocument } from './openapi'

type Document = ReturnType<typeof openApiDocument>
interface Parameter { name: string, in: string, required: boolean, schema: object }
interface Operation {
  summary: string
  parameters?: Parameter[]
  security?: object[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, { description: string, content?: Record<string, { schema: object }> }>
}

const escape = (text: string) => text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  format?: string
  $ref?: string
}

/** A schema as a person writes it: `{ id: uuid, name?: string }`. */
function shape(schema: Schema, indent = 0): string {
  const pad = '  '.repeat(indent + 1)
  if (schema.$ref) return schema.$ref.split('/').pop() ?? ''
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.anyOf) return schema.anyOf.map(part => shape(part, indent)).join(' | ')
  if (schema.type === 'array') return `[${shape(schema.items ?? {}, indent)}]`
  if (schema.properties) {
    const lines = Object.entries(schema.properties).map(([name, property]) => `${pad}${name}${schema.required?.includes(name) ? '' : '?'}: ${shape(property, indent + 1)}`)
    return `{\n${lines.join('\n')}\n${'  '.repeat(indent)}}`
  }
  return schema.format ?? (Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type ?? 'any')
}

const block = (title: string, schema: object | undefined) => schema ? `<h4>${title}</h4><pre>${escape(shape(schema))}</pre>` : ''

function operation(path: string, method: string, it: Operation): string {
  const parameters = (it.parameters ?? []).map(({ name, in: place, required, schema }) =>
    `<tr><td><code>${escape(name)}</code></td><td>${place}</td><td>${required ? 'required' : ''}</td><td><code>${escape(shape(schema))}</code></td></tr>`).join('')
  const statuses = Object.entries(it.responses).map(([status, { description }]) => `<li><b>${status}</b> ${escape(description)}</li>`).join('')
  const answer = Object.entries(it.responses).find(([status]) => status.startsWith('2'))?.[1].content?.['application/json']?.schema
  return `<details id="${method}-${escape(path)}"><summary><b class="${method}">${method.toUpperCase()}</b> <code>${escape(path)}</code> <span>${escape(it.summary)}</span></summary>
${parameters ? `<h4>Parameters</h4><table>${parameters}</table>` : ''}${block('Body', it.requestBody?.content['application/json']?.schema)}${block('Answer', answer)}<h4>Statuses</h4><ul>${statuses}</ul></details>`
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color-scheme:light dark}
summary{padding:.6rem 0;cursor:pointer;border-bottom:1px solid #8884;overflow-wrap:anywhere}summary span{opacity:.8}pre,table{overflow:auto;display:block;font-size:.875rem;padding:.5rem;border:1px solid #8884}
td{padding:.125rem .75rem .125rem 0;vertical-align:top}h4{margin:.75rem 0 .25rem}summary b{display:inline-block;min-width:4.5rem}`

/** The document as one page of plain HTML. */
export function docsPage(document: Document): string {
  const groups = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(document.paths)) {
    const group = path.split('/')[2] ?? ''
    const list = groups.get(group) ?? []
    for (const [method, it] of Object.entries(methods)) list.push(operation(path, method, it as Operation))
    groups.set(group, list)
  }
  const sections = [...groups].map(([name, list]) => `<section><h2>${escape(name)}</h2>${list.join('\n')}</section>`).join('\n')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>GoalSchool API</title><style>${STYLE}</style></head>
<body><main><h1>GoalSchool API</h1><p>${escape(document.info.description)} <a href="/api/openapi.json">openapi.json</a></p>
<p>Errors are <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code> and the <code>requestId</code>. Lists take <code>page</code> and <code>limit</code> (50 unless said, 100 at most). Days are <code>YYYY-MM-DD</code> in the school's zone.</p>
${sections}</main></body></html>`
}
