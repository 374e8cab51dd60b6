import { afterEach, expect, it } from 'vitest'
import { childrenOf } from '../helpers/school/registers'
import { rows } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { locked } from '../helpers/locked'

useServer()

const html = { 'accept': 'text/html', 'accept-language': 'en' }
const LOCK = 4711

afterEach(() => rows('drop policy if exists stands_still on assignments; drop function if exists stand_still'))

/** Has the look-up of who is in whose sight stop once it sees the rows, and before it answers, for as long as the lock is held. */
const lookUpsStop = () => rows(`
  create function stand_still() returns boolean language plpgsql as $$ begin
    if current_query() like '% AS children,%' then perform pg_advisory_xact_lock_shared(${LOCK}); end if;
    return true;
  end $$;
  create policy stands_still on assignments as restrictive to goalschool_app using (stand_still())`)

it('keeps no page of a lesson that came into sight while what is in sight was looked up', async () => {
  const { teacher } = await arsenal.aLesson({ students: 1 })
  const { teacher: colleague, group, lesson } = await arsenal.aLesson({ students: 1 })
  const [child] = childrenOf(lesson)
  const admin = await arsenal.aUser('admin')
  await arsenal.heard()
  await lookUpsStop()

  const lookUp = await locked(LOCK)
  const meanwhile = teacher.get('/today', html)
  await lookUp.waitedFor()
  expect((await admin.patch(`/api/lessons/${lesson.id}`, { substituteId: teacher.id })).status).toBe(200)
  // What the relay renews once more would heal it.
  await expect.poll(() => rows('select 1 from outbox where "sentAt" is null')).toEqual([])
  await lookUp.open()
  expect((await meanwhile).text).toContain(group.name)

  const saved = await colleague.put(`/api/lessons/${lesson.id}/register`, { marks: [{ studentId: child.id, status: 'present' }] })
  expect(saved.status).toBe(200)
  expect((await teacher.get('/today', html)).text).toContain('Register taken')
})
