import { newSkill } from '#shared/schemas/skills'
import type { Row } from '../../csv/row'
import { bundleFile } from './bundle-file'
import { readModified, readStatus } from './read-status'
import { readNumber } from './read-number'

/** Eight bands with the longest names there are. */
const LONGEST_BANDS = 1_000

/**
 * Line items of classes. Those of our own exports say in columns behind `metadata.` (OneRoster's way of saying more) which
 * skill they are; of others only the title, and what the scores lie between, says something here.
 */
export const lineItems = bundleFile({
  name: 'lineItems',
  beside: true,
  required: ['sourcedId', 'title'],
  optional: [
    'description', 'assignDate', 'dueDate', 'classSourcedId', 'categorySourcedId', 'gradingPeriodSourcedId', 'resultValueMin', 'resultValueMax',
    'schoolSourcedId', 'academicSessionSourcedId', 'scoreScaleSourcedId',
    'metadata.skillSourcedId', 'metadata.bands', 'metadata.unit', 'metadata.better', 'metadata.presetKey', 'metadata.archived',
  ],
  fields: {
    sourcedId: 'text', deleted: 'boolean', modified: 'timestamptz', name: 'text', category: 'text', least: 'float8', most: 'float8',
    skill: 'text', bands: 'jsonb', unit: 'skill_unit', better: 'skill_better', presetKey: 'text', archived: 'boolean',
  },
  read(row) {
    const deleted = readStatus(row)
    const [name, skill] = [row.text('title'), row.text('metadata.skillSourcedId')]
    const known = skill === null || deleted ? null : readSkill(row, name)
    return [
      row.id('sourcedId'), deleted, readModified(row), name, row.text('categorySourcedId'), readNumber(row, 'resultValueMin'), readNumber(row, 'resultValueMax'),
      known && skill, known && JSON.stringify(known.bands), known?.measure?.unit ?? null, known && (known.measure?.better ?? 'higher'),
      known && row.text('metadata.presetKey'), row.text('metadata.archived') === 'true',
    ]
  },
})

/** What a line item of ours says of its skill; one that no skill could be refuses the row. */
function readSkill(row: Row, name: string | null) {
  const bands = row.text('metadata.bands', LONGEST_BANDS)
  const unit = row.text('metadata.unit')
  const given = { name: name ?? '', category: 'any', bands: fromJson(bands), measure: unit ? { unit, better: row.text('metadata.better') } : null }
  const { data, error } = newSkill.safeParse(given)
  for (const { path: [field] } of error?.issues ?? [])
    row.refuse(field === 'name' ? 'title' : field === 'measure' ? 'metadata.unit' : 'metadata.bands', 'bad_value')
  return data ?? null
}

function fromJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  }
  catch {
    return null
  }
}
