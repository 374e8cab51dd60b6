import routes from '#api-routes'
import { specOf } from './documented'
import { openApiDocument } from './openapi'

let made: Promise<ReturnType<typeof openApiDocument>> | undefined

/** The API's document, made once in a process. */
export function apiDocument() {
  made ??= Promise.all(routes.map(async ({ path, method, load }) => ({ path, method, spec: specOf((await load()).default) })))
    .then(all => openApiDocument(all.flatMap(({ path, method, spec }) => spec ? [{ path, method, spec }] : [])))
  return made
}
