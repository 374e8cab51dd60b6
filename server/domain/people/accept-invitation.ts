import type { Acceptance, Invited } from '#shared/schemas/invitations'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext } from '../context'
import { DomainError, invalid } from '../errors'
import { emit } from '../events/emit'
import { invitationHash, invitationToken, typedSecret } from '../../infra/auth/invitation-secret'
import { passwordHash } from '../../infra/auth/password'
import { db, type SqlTransaction } from '../../infra/db/db'
import { empty, type Sql, sql } from '../../infra/db/sql'
import { adultsToKeep } from './reach'
import { takeAddress } from './take-address'
import { toViewer, type ViewerRow } from './to-viewer'
import { viewerColumns } from './viewer-columns'

type Query = <Row extends object>(statement: Sql) => Promise<Row[]>

interface Found { id: string, userId: string, createdBy: string | null, kind: 'mail' | 'code', name: string, givenName: string, familyName: string, email: string | null }

/** One answer to whatever does not hold: unknown, used, taken back, too old, or of somebody who has a password by now. */
const unknown = () => new DomainError('bad_invitation', { status: 400, detail: 'This invitation does not hold; ask the school for a new one.' })

const statement = (ctx: TenantContext, secret: string, lock: Sql) => sql`
  SELECT i.id, i."userId", i."createdBy", i.kind::text AS kind, u.name, u."givenName", u."familyName", u.email
  FROM invitations i JOIN users u ON u."tenantId" = i."tenantId" AND u.id = i."userId"
  WHERE i."tenantId" = ${ctx.tenant.id}::uuid AND i."secretHash" = ${invitationHash(ctx.tenant.id, typedSecret(secret))}
    AND i."usedAt" IS NULL AND i."revokedAt" IS NULL AND i."expiresAt" > now() AND u."endedAt" IS NULL
    AND NOT EXISTS (SELECT 1 FROM accounts c WHERE c."tenantId" = u."tenantId" AND c."userId" = u.id AND c.password IS NOT NULL) ${lock}`

/** A link holds only while the address is the one that it was sent to; a code while whoever made it may change the person. */
async function holds(ctx: TenantContext, query: Query, found: Found, secret: string): Promise<boolean> {
  return found.kind === 'code' ? mayStillChange(ctx, query, found) : invitationToken(ctx.tenant.id, found.id, found.email ?? '') === typedSecret(secret)
}

async function mayStillChange(ctx: TenantContext, query: Query, { createdBy, userId }: Found): Promise<boolean> {
  if (!createdBy) return false
  const [maker] = await query<ViewerRow>(sql`SELECT ${viewerColumns} FROM users u WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${createdBy}::uuid`)
  if (!maker) return false
  const [person] = await query<{ changeable: boolean }>(sql`
    SELECT ${adultsToKeep({ ...ctx, viewer: toViewer(maker, createdBy) })} AS changeable FROM users u WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${userId}::uuid`)
  return person?.changeable === true
}

/** Whom an invitation is for. @throws DomainError `bad_invitation` 400 for any that does not hold */
export async function readInvitation(ctx: TenantContext, secret: string): Promise<Invited> {
  const [found] = await db.query<Found>(ctx, statement(ctx, secret, empty))
  if (!found || !await holds(ctx, statement => db.query(ctx, statement), found, secret)) throw unknown()
  const { name, givenName, familyName, email, kind } = found
  return { name, givenName, familyName, email, byCode: kind === 'code' }
}

/**
 * Sets the first password of a person who was invited, once. Whoever came with a code may put name and address right.
 * @returns the address to sign in with
 * @throws DomainError `bad_invitation` 400, `invalid` where there is no address, `address_taken` 409
 */
export async function acceptInvitation(ctx: TenantContext, { secret, password, ...words }: Acceptance): Promise<{ email: string }> {
  // Looked at before the password is hashed, which is work, and again under its lock.
  await readInvitation(ctx, secret)
  const hash = await passwordHash(password)
  return db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<Found[]>(statement(ctx, secret, sql`FOR UPDATE OF i, u`))
    if (!found || !await holds(ctx, statement => tx.$queryRaw(statement), found, secret)) throw unknown()
    const email = await changeWords(tx, ctx, found, found.kind === 'code' ? words : {})
    await setFirstPassword(tx, ctx, found.userId, hash)
    await tx.$executeRaw(sql`UPDATE invitations SET "usedAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${found.id}::uuid`)
    await tx.$executeRaw(sql`
      UPDATE invitations SET "revokedAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${found.userId}::uuid AND "usedAt" IS NULL AND "revokedAt" IS NULL`)
    await recordAudit(tx, ctx, { action: 'invitation.accepted', subject: 'user', subjectId: found.userId, details: { kind: found.kind } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: found.userId } })
    return { email }
  })
}

async function changeWords(tx: SqlTransaction, ctx: TenantContext, found: Found, words: Pick<Acceptance, 'email' | 'givenName' | 'familyName'>): Promise<string> {
  const email = words.email ?? found.email
  if (!email) throw invalid([{ path: 'email', code: 'required', message: 'Give an address to sign in with.' }])
  const [givenName, familyName] = [words.givenName || found.givenName, words.familyName || found.familyName]
  const renamed = givenName !== found.givenName || familyName !== found.familyName
  const moved = email !== found.email
  if (moved) await takeAddress(tx, ctx, found.userId, email)
  await tx.$executeRaw(sql`
    UPDATE users SET email = ${email}, "emailVerified" = ${found.kind === 'mail'}, "givenName" = ${givenName}, "familyName" = ${familyName},
      name = CASE WHEN ${renamed} THEN ${`${givenName} ${familyName}`.trim()} ELSE name END, "changedByHand" = "changedByHand" OR ${renamed || moved}, "updatedAt" = now()
    WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${found.userId}::uuid`)
  return email
}

async function setFirstPassword(tx: SqlTransaction, ctx: TenantContext, userId: string, hash: string): Promise<void> {
  const set = await tx.$executeRaw(sql`
    INSERT INTO accounts ("tenantId", "userId", "accountId", "providerId", password) VALUES (${ctx.tenant.id}::uuid, ${userId}::uuid, ${userId}, 'credential', ${hash})
    ON CONFLICT ("tenantId", "providerId", "accountId") DO UPDATE SET password = excluded.password, "updatedAt" = now() WHERE accounts.password IS NULL`)
  if (set === 0) throw unknown()
  await tx.$executeRaw(sql`DELETE FROM sessions WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${userId}::uuid`)
}
