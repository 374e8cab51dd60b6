import { expect } from 'vitest'
import type { Answer } from './http'

interface ProblemMatchers<R> {
  /**
   * An answer in the form of RFC 9457 with this status and either this code,
   * or exactly these faults as `{ 'marks.1.studentId': 'not_enrolled' }`.
   */
  toBeProblem: (status: number, expected?: string | Record<string, string>) => R
}

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- vitest's interface is extended by merging, which has no body
  interface Matchers<T> extends ProblemMatchers<T> {}
}

interface Problem {
  type?: unknown
  title?: unknown
  status?: unknown
  code?: unknown
  requestId?: unknown
  errors?: { path: string, code: string, message: string }[]
}

expect.extend({
  toBeProblem(answer: Answer, status: number, expected?: string | Record<string, string>) {
    const body = (answer.body ?? {}) as Problem
    const faults = Object.fromEntries((body.errors ?? []).map(({ path, code }) => [path, code]))
    const wanted = {
      status, contentType: 'application/problem+json', memberStatus: status, type: 'string', title: 'string', code: 'string', requestId: 'string',
      ...(typeof expected === 'string' ? { code: expected } : {}),
      ...(typeof expected === 'object' ? { faults: expected } : {}),
    }
    const found = {
      status: answer.status,
      contentType: answer.headers['content-type']?.split(';')[0],
      memberStatus: body.status, type: typeof body.type, title: typeof body.title,
      code: typeof expected === 'string' ? body.code : typeof body.code,
      requestId: typeof body.requestId,
      ...(typeof expected === 'object' ? { faults } : {}),
    }
    return {
      pass: this.equals(found, wanted),
      message: () => `expected ${this.isNot ? 'no ' : 'a '}problem\n${this.utils.diff(wanted, found)}\nin the answer ${answer.text.slice(0, 2000)}`,
    }
  },
})
