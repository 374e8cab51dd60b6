import pg from 'pg'
import { vi } from 'vitest'
import { db } from '../../server/infra/db/db'
import { headText, type TenantScope } from '../../server/infra/db/head'
import type { Sql } from '../../server/infra/db/sql'

interface Node {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Rows Removed by Filter'?: number
  'Plans'?: Node[]
}

export interface Plan {
  /** A line for each node: what it reads, how many rows it gave and threw away, how often. */
  text: string
  /** Tables that were read from end to end. */
  scanned: string[]
  /** Rows that the scans of tables and indexes looked at, those thrown away included. */
  rowsRead: number
}

/** The plans, as the application's role, of the statements that `work` sends through `db.query`. */
export async function plansOf(work: () => Promise<unknown>): Promise<Plan[]> {
  const query = vi.spyOn(db, 'query')
  try {
    await work()
    const sent = query.mock.calls.map(([scope, statement]) => ({ scope, statement }))
    query.mockRestore()
    const plans: Plan[] = []
    for (const { scope, statement } of sent) plans.push(await explain(scope, statement))
    return plans
  }
  finally {
    query.mockRestore()
  }
}

async function explain(scope: TenantScope, statement: Sql): Promise<Plan> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  try {
    await client.query(headText(scope, 'read'))
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(`explain (analyze, format json) ${statement.text}`, statement.values)
    const root = rows[0]?.['QUERY PLAN'][0].Plan
    const nodes = flatten(root)
    return {
      text: root ? drawn(root).join('\n') : '',
      scanned: [...new Set(nodes.filter(node => node['Node Type'] === 'Seq Scan').map(node => node['Relation Name'] ?? ''))].sort(),
      rowsRead: nodes.filter(node => /Scan$/.test(node['Node Type']) && node['Relation Name'])
        .reduce((sum, node) => sum + ((node['Actual Rows'] ?? 0) + (node['Rows Removed by Filter'] ?? 0)) * (node['Actual Loops'] ?? 1), 0),
    }
  }
  finally {
    await client.end()
  }
}

const flatten = (node: Node | undefined): Node[] => node ? [node, ...(node.Plans ?? []).flatMap(flatten)] : []

function drawn(node: Node, depth = 0): string[] {
  const on = node['Index Name'] ?? node['Relation Name'] ?? ''
  const counts = `${node['Actual Rows'] ?? 0} rows, ${node['Rows Removed by Filter'] ?? 0} removed, × ${node['Actual Loops'] ?? 1}`
  return [`${'  '.repeat(depth)}${node['Node Type']} ${on} (${counts})`, ...(node.Plans ?? []).flatMap(child => drawn(child, depth + 1))]
}
