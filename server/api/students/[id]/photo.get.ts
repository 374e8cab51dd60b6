import { idParams } from '#shared/schemas/ids'
import { readPhoto } from '../../../domain/people/keep-photo'
import { seesRecords } from '../../../domain/people/policy'

const MEDIA = 'image/webp'

/** The photo itself, behind the same sight as the student; a browser that has it is told so. */
const handler = defineEventHandler(async (event) => {
  const ctx = allowed(event, seesRecords)
  const image = await readPhoto(ctx, parseParams(idParams, getRouterParams(event)).id)
  const etag = etagOf(image.toString('base64'))
  setResponseHeaders(event, { 'content-type': MEDIA, 'cache-control': KEPT_BY.itsReader, 'vary': SHAPED_BY, etag })
  if (!sameAs(event, etag)) return image
  setResponseStatus(event, 304)
  return null
})

export default Object.assign(handler, { spec: { summary: 'A student’s photo, for whoever sees the student', allow: seesRecords, params: idParams, media: MEDIA } })
