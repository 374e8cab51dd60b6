import { tag } from '../tags'
import type { DomainEvent } from './events'

/** The tags whose answers an event makes old. */
export function tagsOf(event: DomainEvent): string[] {
  switch (event.name) {
    case 'register.changed': return registerTags(event.payload)
    // A guest comes into sight of whoever teaches the lesson, and may be new altogether.
    case 'roster.changed': return [tag.people, ...registerTags(event.payload)]
    case 'lesson.changed': return [tag.lessons, tag.lesson(event.payload.lessonId), tag.group(event.payload.groupId)]
    case 'timetable.changed': return [tag.lessons]
    case 'absence.changed': return [tag.notices, ...event.payload.studentIds.map(tag.student)]
    case 'skill.changed':
    case 'achievement.changed': return [tag.skills]
    case 'assessment.created':
    case 'assessment.corrected': return [...event.payload.studentIds.map(tag.progress), ...event.payload.groupIds.map(tag.assessed)]
    case 'target.changed': return [tag.progress(event.payload.studentId)]
    case 'achievement.awarded': return [tag.awards, ...event.payload.awards.flatMap(({ studentId }) => [tag.progress(studentId), tag.student(studentId)])]
    case 'progress.summarised': return [tag.summary]
    // No answer that is kept holds private words.
    case 'feedback.changed': return event.payload.visibility === 'public' ? [tag.feedback(event.payload.studentId)] : []
    case 'alert.changed': return [tag.takenAlerts]
    case 'person.changed': return [tag.people, tag.sessions]
    case 'student.changed': return [tag.people, ...event.payload.studentIds.map(tag.student)]
    case 'session.ended': return [tag.sessions]
    case 'school.changed':
    case 'settings.changed':
    case 'student.erased': return [tag.all]
    case 'pages.purged': return []
  }
}

const registerTags = ({ lessonId, groupId, studentIds }: { lessonId: string, groupId: string, studentIds: string[] }) =>
  [tag.marks, tag.lesson(lessonId), tag.group(groupId), ...studentIds.map(tag.student)]
