import { defineCommand } from 'citty'
import { DEMO_ACCOUNTS, DEMO_PASSWORD, DEMO_SCHOOLS, seedDemo } from '../server/domain/demo/seed-demo'
import { config } from '../server/infra/config'
import { launch } from './launcher/launch'

function welcome(url: string): string {
  const { port } = config()
  const schools = DEMO_SCHOOLS.map(({ tenant: { slug, name } }) => [
    `  ${name}: http://${slug}.localhost:${port}`,
    ...DEMO_ACCOUNTS.filter(account => account.endsWith(`@${slug}.example`)).map(account => `    ${account}`),
  ].join('\n'))
  return `GoalSchool is ready at ${url}\n\nSign in with the password ${DEMO_PASSWORD} as\n${schools.join('\n')}\n\nMail that it would send: ${url}/dev/mail`
}

export const demoCommand = defineCommand({
  meta: { name: 'demo', description: 'build if needed, fill two schools, serve' },
  run: () => launch({
    demo: true, build: true,
    prepare: async () => void await seedDemo(new Date()),
    onReady: url => console.log(welcome(url)),
  }),
})
