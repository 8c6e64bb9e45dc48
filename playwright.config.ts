import { defineConfig } from '@playwright/test';

/** Browser journeys over the built console. The browser is found by scripts/find-chromium.ts, so nothing is downloaded. */
export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Each journey starts a console of its own; two at once fill a small machine.
  workers: 2,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    locale: 'en-GB',
    timezoneId: 'Pacific/Auckland',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1,
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'off',
  },
  projects: [{ name: 'served' }],
});
