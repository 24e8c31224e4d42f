import { defineConfig } from 'vitest/config'

/** The pages in a real Chromium, against the built dashboard and a demo school. `npm run test:browser`. */
export default defineConfig({
  test: {
    globalSetup: ['test/browser/support/run.ts'],
    include: ['test/browser/**/*.browser.ts'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    maxWorkers: 1,
  },
})
