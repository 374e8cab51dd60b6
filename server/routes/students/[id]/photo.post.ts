import { idParams } from '#shared/schemas/ids'
import { DomainError } from '../../../domain/errors'
import { keepPhoto } from '../../../domain/people/keep-photo'
import { isManager } from '../../../domain/people/policy'

/** The photo of the page: a form with a file. */
export default defineEventHandler(async (event) => {
  const ctx = allowed(event, isManager)
  await takeWrite(event, ctx)
  setResponseHeader(event, 'cache-control', 'no-store')
  const { id } = parseParams(idParams, getRouterParams(event))
  try {
    await keepPhoto(ctx, id, (await readUpload(event, 'photo')).content)
    return await sendRedirect(event, `/students/${id}/edit?done=photo#photo`, 303)
  }
  catch (error) {
    if (!(error instanceof DomainError) || error.status === 404) throw error
    setFlash(event, { code: error.code })
    return sendRedirect(event, `/students/${id}/edit?at=photo`, 303)
  }
})
