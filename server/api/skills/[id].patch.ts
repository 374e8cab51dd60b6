import { idParams } from '#shared/schemas/ids'
import { skill, skillChange } from '#shared/schemas/skills'
import { changeSkill } from '../../domain/progress/change-skill'
import { keepsSkills } from '../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Rename a skill, move its bands, put it away or bring it back',
  allow: keepsSkills,
  params: idParams,
  body: skillChange,
  response: skill,
  run: ({ ctx, params, body }) => changeSkill(ctx, params.id, body),
})
