import { apiDocument } from '../utils/api-document'

/** OpenAPI 3.1 of the whole API. */
export default defineEventHandler(() => apiDocument())
