import { bodyOf } from '../../reference/bodies'

/** The API of the reference pages: constants, no tenant, no viewer. */
export default defineEventHandler(event => bodyOf(event.path))
