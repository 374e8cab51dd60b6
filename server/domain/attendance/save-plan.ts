import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { recordAudit } from '../audit/record-audit'
import type { LockedLesson } from '../lessons/lock-lesson'
import type { SqlTransaction } from '../../infra/db/db'
import type { MarkPlan } from './plan-marks'
import { writeMarks } from './write-marks'

/** Saves what a plan changes of a locked lesson's register, with a line in the audit log. @returns the version it then has */
export async function savePlan(tx: SqlTransaction, ctx: TenantContext<Viewer>, lesson: LockedLesson, plan: MarkPlan): Promise<number> {
  const { changes, complete } = plan
  const nowTaken = complete && !lesson.taken
  if (changes.length === 0 && !nowTaken) return lesson.version
  const version = lesson.version + (changes.length > 0 ? 1 : 0)
  await Promise.all([
    writeMarks(tx, ctx, lesson, plan, version),
    recordAudit(tx, ctx, {
      action: lesson.taken ? 'register.corrected' : 'register.taken', subject: 'lesson', subjectId: lesson.id,
      details: {
        version, complete: lesson.taken || complete,
        set: changes.filter(change => change.after).length,
        cleared: changes.filter(change => !change.after).length,
        byNotice: changes.filter(change => change.source === 'notice').length,
      },
    }),
    emit(tx, ctx, { name: 'register.changed', payload: { lessonId: lesson.id, groupId: lesson.groupId, studentIds: changes.map(change => change.studentId) } }),
  ])
  return version
}
