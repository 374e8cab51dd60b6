import { newSkill } from '#shared/schemas/skills'
import { addSkill } from '../domain/progress/add-skill'
import { keepsSkills } from '../domain/progress/policy'

/** Adds a skill to the catalogue. */
export default defineFormHandler({
  allow: keepsSkills,
  page: () => '/skills?open=skill#add-skill',
  keep: ['name', 'category', 'own', 'measure', 'bands'],
  async run({ event, fields: { name, category, own = '', measure = '', bands = '' } }) {
    const [unit, better] = measure.split('_')
    await addSkill(viewerContext(event), parseBody(newSkill, {
      name, category: own.trim() || category, bands: bandsOf(bands), ...(unit ? { measure: { unit, better } } : {}),
    }))
    return '/skills?said=saved'
  },
})
