import { z } from 'zod'
import { medicalNote } from '#shared/schemas/care'
import { idParams } from '#shared/schemas/ids'
import { keepMedicalNote } from '../../../domain/people/keep-care'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Write a student’s medical note: condition, reaction, what to do',
  allow: isManager,
  params: idParams,
  body: medicalNote,
  response: z.void(),
  status: 204,
  run: ({ ctx, params, body }) => keepMedicalNote(ctx, params.id, body),
})
