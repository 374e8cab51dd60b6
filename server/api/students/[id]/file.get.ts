import { idParams } from '#shared/schemas/ids'
import { studentFile } from '#shared/schemas/class-list'
import { describeFile } from '../../../domain/people/describe-file'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'What the office keeps of a student: birth date, groups, guardians and what each may see',
  allow: isManager,
  params: idParams,
  response: studentFile,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return describeFile(ctx, params.id)
  },
})
