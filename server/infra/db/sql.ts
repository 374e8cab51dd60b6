import { Prisma } from './generated/client'

/** SQL with its values apart from its text; fragments nest. */
export const sql = Prisma.sql
export const join = Prisma.join
export const empty = Prisma.empty
/** Text that goes into the statement as it is: constants only, never input. */
export const raw = Prisma.raw
export type Sql = Prisma.Sql

/** A list as one array parameter, so that the statement's text does not depend on its length. */
export const ids = (values: readonly string[]): Sql => sql`${[...values]}::uuid[]`
