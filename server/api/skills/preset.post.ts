import { presetChoice, presetTaken } from '#shared/schemas/skills'
import { keepsSkills } from '../../domain/progress/policy'
import { takePreset } from '../../domain/progress/take-preset'

export default defineTenantHandler({
  summary: 'Take the skills of a preset into the catalogue; those that are there already are left alone',
  allow: keepsSkills,
  body: presetChoice,
  response: presetTaken,
  run: ({ ctx, body }) => takePreset(ctx, body.preset),
})
