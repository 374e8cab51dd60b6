import type { Client } from 'pg'

const STUDENTS = 1_000_000
/** A shard has many schools; the one that is searched is a large one, the others are usual ones. */
const OF_THE_SCHOOL = 20_000, OTHER_SCHOOLS = 490
const CONSONANTS = ['b', 'v', 'h', 'd', 'zh', 'z', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'kh', 'ts', 'ch', 'sh', 'dr', 'kr', 'st', 'hr', 'bl', 'tr', 'pl', 'sk']
const VOWELS = ['a', 'e', 'y', 'i', 'o', 'u', 'ia', 'iu']
/** Two hundred: of two dozen each trigram would be in a tenth of all names, four times as common as in real lists. */
const PARTS = CONSONANTS.flatMap(consonant => VOWELS.map(vowel => consonant + vowel))
const ENDS = ['enko', 'chuk', 'ska', 'skyi', 'ko', 'yk', 'ova', 'iv']
const GIVEN = ['Anna', 'Borys', 'Vira', 'Halyna', 'Danylo', 'Olena', 'Zakhar', 'Ivan', 'Kateryna', 'Lesia', 'Maksym', 'Nadiia', 'Petro', 'Roman', 'Sofiia', 'Taras']

/**
 * A million students of one shard with names of three syllables and an ending, some of them over a hundred thousand different.
 * @returns false when they were there
 */
export async function addManyStudents(client: Client, slug: string): Promise<boolean> {
  const { rows: [tenant] } = await client.query<{ id: string, filled: boolean }>(`
    SELECT t.id, EXISTS (SELECT FROM students s WHERE s."tenantId" = t.id) AS filled FROM control.tenants t WHERE t.slug = $1`, [slug])
  if (tenant?.filled) return false
  await client.query(`
    INSERT INTO students ("tenantId", name, "givenName", "familyName")
    SELECT CASE WHEN n <= $6::int THEN $1 ELSE others.ids[1 + n % $7::int] END, given || ' ' || family, given, family FROM (
      SELECT n, ($4::text[])[1 + (random() * 15)::int] AS given,
        initcap(($2::text[])[1 + floor(random() * $8::int)::int] || ($2::text[])[1 + floor(random() * $8::int)::int] || ($2::text[])[1 + floor(random() * $8::int)::int] || ($3::text[])[1 + (random() * 7)::int]) AS family
      FROM generate_series(1, $5::int) n) drawn, (SELECT array_agg(uuid7()) AS ids FROM generate_series(1, $7::int)) others
    ORDER BY n::bigint * 7919 % $5::int`, [tenant?.id, PARTS, ENDS, GIVEN, STUDENTS, OF_THE_SCHOOL, OTHER_SCHOOLS, PARTS.length])
  await client.query(`
    WITH admin AS (INSERT INTO users ("tenantId", name, email, "emailVerified") VALUES ($1, 'Admin', $2, true) RETURNING id)
    INSERT INTO user_roles ("tenantId", "userId", role) SELECT $1, id, 'admin' FROM admin`, [tenant?.id, `admin@${slug}.example`])
  return true
}
