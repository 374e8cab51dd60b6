import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Of two cores: half of a test's time is waiting for a fail-over, a start, a browser. More than three wait for each other.
    maxWorkers: 3,
    // What is waited for comes in its own time on a machine under load; vitest's second was too short.
    expect: { poll: { timeout: 15_000 } },
    reporters: process.env.GITHUB_ACTIONS ? ['default', 'github-actions'] : ['default'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // A machine under load, not a slow test.
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/helpers/postgres.global.ts'],
          setupFiles: ['test/helpers/matchers.setup.ts', 'test/helpers/database.setup.ts'],
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/helpers/postgres.global.ts'],
          setupFiles: ['test/helpers/matchers.setup.ts', 'test/helpers/database.setup.ts'],
          testTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
