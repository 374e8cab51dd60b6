import { defineCommand } from 'citty'
import { launch } from './launcher/launch'

export const startCommand = defineCommand({
  meta: { name: 'start', description: 'serve the existing build' },
  run: () => launch({ demo: false, build: false, onReady: url => console.log(`GoalSchool is ready at ${url}`) }),
})
