import { apiDocument } from '../utils/api-document'
import { docsPage } from '../utils/docs-page'

/** The API to read, without a script. */
export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'content-type', 'text/html; charset=utf-8')
  return docsPage(await apiDocument())
})
