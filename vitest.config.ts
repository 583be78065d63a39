import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['*.test.ts', '*/src/**/*.test.ts', 'cloud/web/**/*.test.{ts,tsx}', 'kiosk/web/**/*.test.{ts,tsx}'],
    // Two cores: more workers only make each other late.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
