import pg from 'pg'

const { builtins } = pg.types

/**
 * How our own client reads columns: days and local times stay the strings they are, since no instant is meant;
 * counts and figures are numbers.
 */
const parsers: Record<number, (text: string) => unknown> = {
  [builtins.DATE]: text => text,
  [builtins.TIME]: text => text,
  [builtins.INT8]: Number,
  [builtins.NUMERIC]: Number,
}

export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && parsers[oid]) || pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}
