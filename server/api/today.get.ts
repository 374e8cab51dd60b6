import { today } from '#shared/schemas/today'
import { canTakeRegister } from '../domain/attendance/policy'
import { showToday } from '../domain/attendance/show-today'

export default defineTenantHandler({
  summary: 'A teacher\'s day: own lessons, registers still open, notices, who missed the last two',
  allow: canTakeRegister,
  response: today,
  run: ({ ctx }) => showToday(ctx),
})
