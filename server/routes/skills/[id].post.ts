import { idParams } from '#shared/schemas/ids'
import { skillChange } from '#shared/schemas/skills'
import { changeSkill } from '../../domain/progress/change-skill'
import { keepsSkills } from '../../domain/progress/policy'

/** Changes a skill, puts it away or brings it back. */
export default defineFormHandler({
  allow: keepsSkills,
  page: (_fields, event) => `/skills?open=${parseParams(idParams, getRouterParams(event)).id}`,
  async run({ event, fields: { name, category, own = '', bands, archived } }) {
    const change = archived ? { archived: archived === 'yes' } : { name, category: own.trim() || category, bands: bandsOf(bands ?? '') }
    await changeSkill(viewerContext(event), parseParams(idParams, getRouterParams(event)).id, parseBody(skillChange, change))
    return '/skills?said=saved'
  },
})
