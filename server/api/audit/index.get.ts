import { auditList, auditQuery } from '#shared/schemas/audit'
import { listAudit } from '../../domain/audit/list-audit'
import { isAdmin } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Who did what and when, the newest first',
  allow: isAdmin,
  query: auditQuery,
  response: auditList,
  run: ({ ctx, query }) => listAudit(ctx, query),
})
