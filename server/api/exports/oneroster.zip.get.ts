import { localToday } from '#shared/utils/local-date'
import { exportOneRoster } from '../../domain/exports/oneroster/export-oneroster'
import { zipOf } from '../../domain/exports/zip-of'
import { isAdmin } from '../../domain/people/policy'

export default defineFileHandler({
  summary: 'The school as a OneRoster 1.1 bundle, which imports again without a difference; in the audit log',
  allow: isAdmin,
  media: 'application/zip',
  run: async ({ ctx, signal }) => ({
    fileName: `oneroster-${ctx.tenant.slug}-${localToday(ctx.tenant)}.zip`, chunks: exportOneRoster(ctx, zipOf, signal),
  }),
})
