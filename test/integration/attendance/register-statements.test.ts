import pg from 'pg'
import { afterEach, expect, it, vi } from 'vitest'
import { markAllPresent } from '../../../server/domain/attendance/mark-all-present'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { showToday } from '../../../server/domain/attendance/show-today'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { arsenal } from '../../helpers/schools'
import { absent, present } from '../../helpers/school/marks'

afterEach(() => void vi.restoreAllMocks())

/** What `work` asks the database besides opening and closing its transaction, and beside the pulse of the pool. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const asked = vi.spyOn(pg.Client.prototype, 'query').mockClear()
  await work()
  const texts = asked.mock.calls.map(([query]: unknown[]) => typeof query === 'string' ? query : String((query as { text?: string }).text))
  asked.mockRestore()
  return texts.filter(text => !/^\s*(?:BEGIN|COMMIT|SET|SELECT enter_tenant|SELECT set_config|SELECT pg_is_in_recovery)/i.test(text))
}

it('reads a register, and a teacher\'s day, in one statement each, however many children there are', async () => {
  const { teacher, lesson } = await arsenal.aLesson({ students: 30 })
  expect(await statementsOf(() => readRegister(teacher.context, lesson.id))).toHaveLength(1)
  expect(await statementsOf(() => showToday(teacher.context))).toHaveLength(1)
})

it('saves a register of thirty in one statement, after the lock and the roster and before the audit log and the outbox', async () => {
  const { teacher, lesson } = await arsenal.aLesson({ students: 30 })
  const save = () => takeRegister(teacher.context, lesson.id, lesson.students.map(present))
  const statements = await statementsOf(save)
  expect(statements, statements.join('\n')).toHaveLength(5)
  expect(statements.filter(text => text.includes('INSERT INTO marks'))).toHaveLength(1)
  expect(await statementsOf(save), 'nothing changed').toHaveLength(2)
  expect(await statementsOf(() => takeRegister(teacher.context, lesson.id, lesson.students.map(absent)))).toHaveLength(5)

  const { teacher: other, lesson: second } = await arsenal.aLesson({ students: 30 })
  expect(await statementsOf(() => markAllPresent(other.context, second.id))).toHaveLength(5)
})
