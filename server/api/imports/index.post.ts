import { importUploadQuery, importView } from '#shared/schemas/imports'
import { findImport } from '../../domain/imports/jobs/list-imports'
import { uploadImport } from '../../domain/imports/jobs/upload-import'
import { isAdmin } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Upload a OneRoster bundle (zip) or an attendance.csv, as the body or as the file of a form; it is checked at once',
  allow: isAdmin,
  query: importUploadQuery,
  response: importView,
  status: 201,
  location: ({ id }) => `/api/imports/${id}`,
  async run({ ctx, query, event }) {
    const { fileName, content } = await readUpload(event, query.fileName)
    return findImport(ctx, await uploadImport(ctx, fileName, content))
  },
})
