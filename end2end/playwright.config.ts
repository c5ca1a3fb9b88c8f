import { defineConfig } from '@playwright/test';

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    executablePath: process.env.CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  },
};
const phone = { ...chromium, viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

export default defineConfig({
  testDir: 'tests',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  // Met by what hangs, not by what is slow: the machine may be building something beside.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 15_000 },
  projects: [
    { name: 'phone', use: phone, grepInvert: /@desktop/ },
    // What is tagged so is about the script itself, or about a phone's screen.
    { name: 'phone-no-javascript', use: { ...phone, javaScriptEnabled: false }, grepInvert: /@script|@phone|@desktop/ },
    { name: 'desktop', use: { ...chromium, viewport: { width: 1280, height: 800 } }, grepInvert: /@phone/ },
  ],
});
