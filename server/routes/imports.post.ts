import { DomainError, forbidden } from '../domain/errors'
import { uploadImport } from '../domain/imports/jobs/upload-import'
import { isAdmin } from '../domain/people/policy'

/** The upload of the page: a form with a file, which is taken as it arrives. */
export default defineEventHandler(async (event) => {
  const ctx = viewerContext(event)
  if (!isAdmin(ctx.viewer)) throw forbidden()
  await takeWrite(event, ctx)
  setResponseHeader(event, 'cache-control', 'no-store')
  try {
    const { fileName, content } = await readUpload(event, 'upload')
    return await sendRedirect(event, `/imports/${await uploadImport(ctx, fileName, content)}`, 303)
  }
  catch (error) {
    if (!(error instanceof DomainError)) throw error
    setFlash(event, { code: error.code })
    return sendRedirect(event, '/imports', 303)
  }
})
