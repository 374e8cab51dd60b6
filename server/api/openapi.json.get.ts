import { apiDocument } from '../utils/api-document'

/** OpenAPI 3.1 of the whole API. */
export default defineEventHandler(async (event) => {
  setResponseHeader(event, 'cache-control', 'public, max-age=300')
  return apiDocument()
})
