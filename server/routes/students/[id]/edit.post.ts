import { idParams } from '#shared/schemas/ids'
import { medicalNote, newEmergencyContact } from '#shared/schemas/care'
import { lastDay } from '#shared/schemas/class-list'
import { addGuardianship } from '../../../domain/people/add-guardianship'
import { changeGuardianship } from '../../../domain/people/change-guardianship'
import { changeStudent } from '../../../domain/people/change-student'
import { endEnrolment } from '../../../domain/people/end-enrolment'
import { endStudent } from '../../../domain/people/end-student'
import { enrolStudent } from '../../../domain/people/enrol-student'
import { addEmergencyContact, keepMedicalNote, removeEmergencyContact, removeMedicalNote } from '../../../domain/people/keep-care'
import { removePhoto } from '../../../domain/people/keep-photo'
import { isManager } from '../../../domain/people/policy'
import type { TenantContext, Viewer } from '../../../domain/context'
import type { FormFields } from '../../../utils/define-form-handler'

type Deed = (ctx: TenantContext<Viewer>, id: string, fields: FormFields) => Promise<unknown>
const row = (fields: FormFields) => parseParams(idParams, { id: fields.row }).id
const dayOf = (fields: FormFields) => parseBody(lastDay, { to: fields.to }).to

/** What each button of the page does. */
const DEEDS: Record<string, Deed> = {
  words: (ctx, id, fields) => changeStudent(ctx, id, wordsOfStudent(fields)),
  place: (ctx, id, fields) => enrolStudent(ctx, id, placeOf(fields)),
  endPlace: (ctx, _, fields) => endEnrolment(ctx, row(fields), dayOf(fields)),
  leave: (ctx, id, fields) => endStudent(ctx, id, dayOf(fields)),
  guardian: (ctx, id, fields) => addGuardianship(ctx, id, guardianOf(fields)),
  rights: (ctx, _, fields) => changeGuardianship(ctx, row(fields), rightsChange(fields)),
  endGuardian: (ctx, _, fields) => changeGuardianship(ctx, row(fields), { to: dayOf(fields) }),
  beginGuardian: (ctx, _, fields) => changeGuardianship(ctx, row(fields), { to: null }),
  grant: (ctx, _, fields) => changeGuardianship(ctx, row(fields), { granted: true }),
  withhold: (ctx, _, fields) => changeGuardianship(ctx, row(fields), { granted: false }),
  medical: (ctx, id, { condition, reaction, whatToDo }) => keepMedicalNote(ctx, id, parseBody(medicalNote, { condition, reaction, whatToDo })),
  noPhoto: (ctx, id) => removePhoto(ctx, id),
  noMedical: (ctx, id) => removeMedicalNote(ctx, id),
  emergency: (ctx, id, { name, relation, phone }) => addEmergencyContact(ctx, id, parseBody(newEmergencyContact, { name, relation, phone })),
  noEmergency: (ctx, id, fields) => removeEmergencyContact(ctx, id, row(fields)),
}

export default defineFormHandler({
  allow: isManager,
  page: ({ action }, event) => `/students/${getRouterParam(event, 'id')}/edit?at=${encodeURIComponent(action ?? '')}`,
  keep: ['givenName', 'familyName', 'birthDate'],
  async run({ event, fields }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    await deedOf(DEEDS, fields)(viewerContext(event), id, fields)
    return `/students/${id}/edit?done=${fields.action}`
  },
})
