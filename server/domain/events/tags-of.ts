import { tag } from '../tags'
import type { DomainEvent } from './events'

/** The tags whose answers an event makes old. */
export function tagsOf(event: DomainEvent): string[] {
  switch (event.name) {
    case 'register.changed': return registerTags(event.payload)
    // A guest comes into sight of whoever teaches the lesson, and may be new altogether.
    case 'roster.changed': return [tag.people, ...registerTags(event.payload)]
    case 'lesson.changed': return [tag.lessons, tag.lesson(event.payload.lessonId), tag.group(event.payload.groupId)]
    case 'absence.changed': return [tag.notices, ...event.payload.studentIds.map(tag.student)]
    case 'person.changed': return [tag.people, tag.sessions]
    case 'student.changed': return [tag.people, ...event.payload.studentIds.map(tag.student)]
    case 'session.ended': return [tag.sessions]
    case 'school.changed': return [tag.all]
    case 'pages.purged': return []
  }
}

const registerTags = ({ lessonId, groupId, studentIds }: { lessonId: string, groupId: string, studentIds: string[] }) =>
  [tag.marks, tag.lesson(lessonId), tag.group(groupId), ...studentIds.map(tag.student)]
