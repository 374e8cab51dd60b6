import type { Component } from 'vue'
import type { Role } from '#shared/schemas/tenant'
import IconToday from '~icons/lucide/calendar-check'
import IconHome from '~icons/lucide/house'
import IconAbsence from '~icons/lucide/calendar-x'
import IconOverview from '~icons/lucide/layout-dashboard'
import IconPeople from '~icons/lucide/users'
import IconSkills from '~icons/lucide/award'
import IconImports from '~icons/lucide/upload'
import IconTimetable from '~icons/lucide/calendar-days'
import IconAudit from '~icons/lucide/scroll-text'
import IconExports from '~icons/lucide/download'
import IconSettings from '~icons/lucide/settings'
import IconNews from '~icons/lucide/newspaper'
import * as m from '#messages'

export interface NavigationItem { to: string, label: () => string, icon: Component, roles: Role[] }

const ITEMS: NavigationItem[] = [
  { to: '/overview', label: m.shell_overview, icon: IconOverview, roles: ['admin', 'manager'] },
  { to: '/today', label: m.shell_today, icon: IconToday, roles: ['teacher'] },
  { to: '/home', label: m.shell_home, icon: IconHome, roles: ['parent', 'student'] },
  { to: '/planning', label: m.plan_navigation, icon: IconTimetable, roles: ['admin', 'manager'] },
  { to: '/timetable/mine', label: m.plan_navigation, icon: IconTimetable, roles: ['teacher', 'parent', 'student'] },
  { to: '/people', label: m.shell_people, icon: IconPeople, roles: ['admin', 'manager', 'teacher'] },
  { to: '/skills', label: m.skills_nav, icon: IconSkills, roles: ['admin', 'manager'] },
  { to: '/absence', label: m.shell_absence, icon: IconAbsence, roles: ['parent'] },
  { to: '/imports', label: m.shell_imports, icon: IconImports, roles: ['admin'] },
  { to: '/exports', label: m.exports_title, icon: IconExports, roles: ['admin', 'manager'] },
  { to: '/audit', label: m.shell_audit, icon: IconAudit, roles: ['admin'] },
  { to: '/settings', label: m.settings_title, icon: IconSettings, roles: ['admin'] },
  { to: '/news', label: m.shell_news, icon: IconNews, roles: ['editor'] },
]

/** The pages of all one's roles together: rights add up. */
export const navigationFor = (roles: readonly Role[]) => ITEMS.filter(item => item.roles.some(role => roles.includes(role)))
