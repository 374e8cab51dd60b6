import { apiDocument } from '../utils/api-document'
import { docsPage } from '../utils/docs-page'

/** The API to read, without a script. */
export default defineEventHandler(async (event) => {
  setResponseHeaders(event, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'public, max-age=300' })
  return docsPage(await apiDocument())
})
