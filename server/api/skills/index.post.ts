import { newSkill, skill } from '#shared/schemas/skills'
import { addSkill } from '../../domain/progress/add-skill'
import { keepsSkills } from '../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Add a skill, judged from 0 to 100 or measured in a unit',
  allow: keepsSkills,
  body: newSkill,
  response: skill,
  status: 201,
  run: ({ ctx, body }) => addSkill(ctx, body),
})
