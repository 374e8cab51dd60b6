import { keepsSkills } from '../../domain/progress/policy'
import { takePreset } from '../../domain/progress/take-preset'

/** Takes a ready set of skills over, in one tap. */
export default defineFormHandler({
  allow: keepsSkills,
  page: () => '/skills',
  run: async ({ event, fields }) => `/skills?added=${(await takePreset(viewerContext(event), fields.preset ?? '')).added}`,
})
