import { addDays } from '#shared/utils/local-date'
import { zonedInstant } from '#shared/utils/zoned-time'
import type { BulkTransaction } from '../../infra/db/bulk'
import { sql } from '../../infra/db/sql'
import { childBorn, CONSENTS, EMERGENCIES, NOTES } from './care-words'
import type { DemoDay } from './demo-day'
import { PEOPLE_DAY, phoneOf } from './families'
import { insertRows } from './insert-rows'
import { demoId, fraction, pick, whole } from './random'

/** Birth dates, medical notes, emergency contacts, and consents of most families: once, when the school is filled. */
export async function addCare(tx: BulkTransaction, tenantId: string, { school, today, children, families, terms }: DemoDay): Promise<void> {
  const { slug, locale, timeZone } = school.tenant
  const language = locale === 'uk' ? 'uk' : 'en'
  const id = (...key: (string | number)[]) => demoId(PEOPLE_DAY, slug, ...key)
  const since = terms[0]?.startsOn ?? today

  await tx.query(sql`create temporary table "stage_births" ("id" uuid, "birthDate" date) on commit drop`)
  await tx.copyFrom('copy "stage_births" ("id", "birthDate") from stdin', children.map(child => `${child.id}\t${childBorn(school, child)}\n`))
  await tx.query(sql`update "students" s set "birthDate" = b."birthDate" from "stage_births" b where s."id" = b."id" and s."birthDate" is null`)

  const noted = children.filter(({ number }) => number === 1 || fraction(slug, 'medical', number) < 0.05)
  await insertRows(tx, tenantId, 'medical_notes', ['id', 'studentId', 'condition', 'reaction', 'whatToDo'], noted.map(child =>
    [id('medical', child.id), child.id, ...pick(NOTES[language], slug, 'note', child.number)]))
  await insertRows(tx, tenantId, 'emergency_contacts', ['id', 'studentId', 'name', 'relation', 'phone'], noted.map((child) => {
    const [name, relation] = pick(EMERGENCIES[language], slug, 'emergency', child.number)
    return [id('emergency', child.id), child.id, name, relation, phoneOf(900 + child.number % 60)]
  }))

  await insertRows(tx, tenantId, 'consent_texts', ['id', 'kind', 'version', 'text', 'createdAt'], CONSENTS[language].map(([kind, text]) =>
    [id('consent', kind), kind, 1, text, zonedInstant(since, '09:00', timeZone).toISOString()]))
  const asked = families.flatMap(({ guardians: [first], children: own }) => own.flatMap(child => first ? [{ child, first }] : []))
  const answered = asked.filter(({ child }) => fraction(slug, 'answered', child.number) < 0.85)
  await insertRows(tx, tenantId, 'consents', ['id', 'studentId', 'textId', 'given', 'decidedBy', 'decidedAt'], answered.flatMap(({ child, first }) => {
    const decidedAt = zonedInstant(addDays(since, whole(1, 20, slug, 'decided', child.number)), '20:10', timeZone).toISOString()
    return CONSENTS[language].map(([kind]) =>
      [id('decided', kind, child.id), child.id, id('consent', kind), kind === 'data' || fraction(slug, kind, child.number) < 0.8, first.id, decidedAt])
  }))
}
