import { z } from 'zod'
import { absenceReason, tenantSettings } from '#shared/schemas/tenant'
import { markStatuses } from '#shared/utils/attendance'

const codeSets = z.object({ statuses: z.array(z.enum(markStatuses)), reasons: z.array(absenceReason) })

/** The statuses of a mark, and the reasons that a school starts with. */
export default documented({ summary: 'Statuses and the reasons that a school starts with', response: codeSets },
  defineEventHandler(() => {
    return { statuses: [...markStatuses], reasons: tenantSettings.parse({}).reasons }
  }))
