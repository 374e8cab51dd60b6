import { addDays, type LocalDate } from '#shared/utils/local-date'
import { levelOf } from '#shared/utils/skills'
import { zonedInstant } from '#shared/utils/zoned-time'
import type { BulkTransaction } from '../../infra/db/bulk'
import { sql } from '../../infra/db/sql'
import { systemContext, type Tenant } from '../context'
import { awardUntold } from '../progress/achievements/award-untold'
import { teacherId } from './add-people'
import type { DemoDay } from './demo-day'
import { PEOPLE_DAY } from './families'
import { insertRows } from './insert-rows'
import { assessmentsBetween, demoSkills, REMEMBERED_DAYS, targetsOf } from './progress'
import { demoId } from './random'

/** Badges by the school's language. */
const NAMES = {
  en: { always: 'Always there', iron: 'Iron will', thousands: 'Two thousand points', star: 'Five hundred points', first: 'Master of' },
  uk: { always: 'Завжди на місці', iron: 'Залізна воля', thousands: 'Дві тисячі балів', star: 'П’ятсот балів', first: 'Майстерність:' },
  ru: { always: 'Всегда на месте', iron: 'Железная воля', thousands: 'Две тысячи баллов', star: 'Пятьсот баллов', first: 'Мастерство:' },
}
type Added = Record<'skills' | 'assessments' | 'targets' | 'awards', number>

/** Awards of the first filling lie in the weeks before it. */
const AWARD_DAYS = 60

/** The catalogue of skills, assessments up to yesterday, targets, and the awards that they and the marks have earned. */
export async function addProgress(tx: BulkTransaction, tenant: Tenant, day: DemoDay, lastFilled?: LocalDate): Promise<Added> {
  const { school, today } = day
  const { slug, timeZone } = school.tenant
  // Nothing of today: an hour that is still to come would stand before what somebody assesses now.
  const yesterday = addDays(today, -1)
  const at = (date: LocalDate, time: string) => zonedInstant(date, time, timeZone).toISOString()
  const known = sql`exists (select from skills k where k.id = s."skillId") and exists (select from students c where c.id = s."studentId" and c."endedAt" is null)`

  const skills = await insertRows(tx, tenant.id, 'skills', ['id', 'name', 'category', 'bands', 'unit', 'better', 'presetKey'],
    demoSkills(school).map(({ id, name, category, bands, unit, better, presetKey }) => [id, name, category, JSON.stringify(bands), unit, better, presetKey]))
  const assessments = await insertRows(tx, tenant.id, 'assessments', ['id', 'studentId', 'skillId', 'value', 'level', 'assessedBy', 'assessedAt', 'createdAt'],
    assessmentsBetween(day, lastFilled ?? addDays(today, -REMEMBERED_DAYS), yesterday).map(({ id, child, skill, group, date, value }) => [
      id, child.id, skill.id, value, levelOf(skill, value), teacherId(slug, school.groups[group]?.lead ?? 0), at(date, '18:20'), at(date, '18:20')]), known)
  const targets = await insertRows(tx, tenant.id, 'targets', ['id', 'studentId', 'skillId', 'value', 'dueOn', 'setBy', 'setAt'],
    targetsOf(day).map(({ id, child, skill, value, dueOn, began }) => [
      id, child.id, skill.id, value, dueOn, teacherId(slug, school.groups[child.groups[0] ?? 0]?.lead ?? 0), at(began, '07:50')]), known)
  await addAchievements(tx, tenant, day)
  const awards = await awardUntold(tx, systemContext(tenant), { at: at(yesterday, '18:30'), spreadDays: lastFilled ? 0 : AWARD_DAYS })
  return { skills, assessments, targets, awards }
}

async function addAchievements(tx: BulkTransaction, tenant: Tenant, { school }: DemoDay): Promise<void> {
  const names = NAMES[school.tenant.locale]
  const id = (key: string) => demoId(PEOPLE_DAY, school.tenant.slug, 'achievement', key)
  const [skill, other] = demoSkills(school).filter(({ unit }) => unit === null)
  const counted = [['always', 'lessons_in_a_row', 10], ['iron', 'lessons_in_a_row', 40], ['thousands', 'points', 2_000], ['star', 'points', 500]] as const
  await insertRows(tx, tenant.id, 'achievements', ['id', 'name', 'kind', 'skillId', 'band', 'count'], [
    ...counted.map(([key, kind, count]) => [id(key), names[key], kind, null, null, count]),
    ...[skill, other].flatMap(one => one ? [[id(one.presetKey), `${names.first} ${one.name.toLocaleLowerCase(school.tenant.locale)}`, 'skill_band', one.id, one.bands.length - 1, null]] : []),
  ], sql`(s."skillId" is null or exists (select from skills k where k.id = s."skillId"))`)
}
