import { insert } from './rows'

interface Made { id: string }

/** What a school has beside its lessons and marks, a row of each: progress, feedback, the timetable, what is known of a child. */
export async function aRowOfEach(tenantId: string, { child, other, user, group, lesson, branch }: Record<'child' | 'other' | 'user' | 'group' | 'lesson' | 'branch', Made>): Promise<void> {
  const of = { tenantId }
  const ofChild = { ...of, studentId: child.id }
  const skill = await insert<Made>('skills', { ...of, name: 'Удар', category: 'technical', bands: '[{"name":"A","from":0},{"name":"B","from":50}]' })
  const assessment = await insert<Made>('assessments', { ...ofChild, skillId: skill.id, value: 0.1 + 0.2, level: 55.5, assessedBy: user.id })
  await insert('assessments', { ...ofChild, skillId: skill.id, correctsId: assessment.id })
  await insert('targets', { ...ofChild, skillId: skill.id, value: 70, dueOn: '2026-12-24' })
  const achievement = await insert<Made>('achievements', { ...of, name: 'First band', kind: 'skill_band', skillId: skill.id, band: 1 })
  await insert('awards', { ...ofChild, achievementId: achievement.id })

  const feedback = await insert<Made>('feedback', { ...ofChild, visibility: 'private', text: 'a\ttab, a "quote"', writtenBy: user.id })
  await insert('feedback_changes', { ...of, feedbackId: feedback.id, before: 'before', changedBy: user.id })
  await insert('taken_alerts', { ...ofChild, takenBy: user.id, until: '2026-12-24', knownDate: '2026-11-25', knownTime: '16:30' })

  const series = await insert<Made>('lesson_series', { ...of, groupId: group.id, weekdays: [1, 3], startTime: '16:30', endTime: '18:00', startsOn: '2026-09-01' })
  await insert('lessons', { ...of, groupId: group.id, branchId: branch.id, date: '2026-09-02', startTime: '16:30', endTime: '18:00', seriesId: series.id, seriesDate: '2026-09-02' })
  await insert('lesson_changes', { ...of, lessonId: lesson.id, before: '{}', after: '{}' })
  await insert('closures', { ...of, branchId: branch.id, from: '2026-12-31', to: '2027-01-08', reason: 'Новый год' })
  await insert('rooms', { ...of, branchId: branch.id, name: 'Pitch 1' })
  await insert('calendar_links', { ...of, userId: user.id, tokenHash: `hash ${user.id}` })

  const text = await insert<Made>('consent_texts', { ...of, kind: 'medical', version: 1, text: 'We keep it safe.' })
  await insert('consents', { ...ofChild, textId: text.id, given: true, decidedBy: user.id })
  await insert('emergency_contacts', { ...ofChild, name: 'Grandmother', phone: '+380 44 000 00 00' })
  await insert('student_photos', { ...ofChild, image: Buffer.from([0, 255, 10, 13, 92, 9]) })
  await insert('medical_notes', { ...ofChild, condition: 'Asthma' })
  await insert('student_merges', { ...of, mergedId: other.id, keptId: child.id })
  await insert('invitations', { ...of, userId: user.id, kind: 'mail', secretHash: `hash ${user.id}`, expiresAt: '2027-01-01T00:00:00Z' })
  await insert('user_schools', { ...of, userId: user.id, host: 'riverside.localhost', name: 'Riverside' })
}
