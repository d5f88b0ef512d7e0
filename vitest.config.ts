import { defineConfig } from 'vitest/config'

const ROOMS = '{flows,devices,data,kiosk,central,test}'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${ROOMS}/**/*.test.{ts,tsx,mjs}`],
          exclude: ['test/terminal/**', 'test/chaos/**', '**/*.pcsc.test.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          // One pcscd for the machine, and tests that stop it: one file at a time.
          name: 'pcsc',
          include: [`${ROOMS}/**/*.pcsc.test.ts`],
          globalSetup: ['test/harness/pcscd-setup.ts'],
          pool: 'forks',
          fileParallelism: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'terminal',
          include: ['test/{terminal,chaos}/**/*.test.ts'],
          pool: 'forks',
          // Whole programs with servers of their own: two at a time would measure one another.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
