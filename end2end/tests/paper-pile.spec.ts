// A pile of 200 paper ballots is keyed in while the server goes away and comes back, the line is down, and the browser is
// killed: none is lost, none is there twice.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { accept, PASSWORD } from '../people';
import { COMMUNE, QUESTIONS, Ydan } from '../ydan';
import { expect, forgive, test } from '../watch';

const PILE = 200;
/** What the paper says: no two neighbours alike. */
const ballot = (serial: number) => Array.from({ length: QUESTIONS }, (_, i) => '1121'[(serial * 7 + i * i) % 4]).join('');
let ydan: Ydan;
let round: string;
let letter: string;

test.beforeAll(async () => {
  ydan = new Ydan();
  round = ydan.open({ '01': PILE, '02': PILE }).round;
  letter = ydan.invite('xa', 'Nguyễn Thị Hoa', 'front', COMMUNE);
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

/** Begins a batch, and answers its address. */
async function begin(page: Page, hamlet: string): Promise<string> {
  await page.goto(`${ydan.address}/lam-viec/dot/${round}`);
  await page.getByRole('link', { name: `Thôn ${hamlet}`, exact: true }).click();
  await page.getByRole('button', { name: 'Nhập phiếu giấy' }).click();
  await page.waitForURL(/\/lo\//);
  return page.url();
}

/** What was keyed is on the server: every ballot once, as it was typed; then it goes into the box. */
async function counted(page: Page, batch: string): Promise<void> {
  await page.goto(batch);
  await expect(page.locator('.serials li')).toHaveCount(PILE);
  const serials = await page.locator('.serials li').allTextContents();
  expect(serials.map(Number)).toEqual(Array.from({ length: PILE }, (_, i) => i + 1));
  for (const serial of [1, 50, 51, 52, 90, 91, 121, 130, 131, 132, PILE]) {
    await page.goto(`${batch}?phieu=${serial}`);
    await expect(page.locator('#keys')).toHaveValue(ballot(serial));
  }
  await page.goto(batch);
  await page.locator('#sure-count').check();
  await page.locator('button[value=count]').click();
  await expect(page.getByText(`${PILE} phiếu đã vào hòm phiếu.`)).toBeVisible();
  expect(ydan.run('verify')).toContain('đếm lại khớp');
}

/** Ends a browser as a power cut would. */
function kill(profile: string): void {
  for (const process_ of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (readFileSync(`/proc/${process_}/cmdline`, 'utf8').includes(profile)) process.kill(Number(process_), 'SIGKILL');
    } catch { /* It has gone already. */ }
  }
}

async function signIn(page: Page, to: string): Promise<void> {
  await page.goto(to);
  if (!page.url().includes('/dang-nhap')) return;
  await page.getByLabel('Tên đăng nhập').fill('xa');
  await page.getByLabel('Mật khẩu').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await expect(page).toHaveURL(to);
}

test('two hundred ballots outlive the server, the line and the browser', { tag: ['@script', '@desktop'] }, async ({ browser }) => {
  test.setTimeout(600_000);
  const profile = mkdtempSync(join(tmpdir(), 'ydan-browser-'));
  const open = async (): Promise<[BrowserContext, Page]> => {
    const { launchOptions } = test.info().project.use;
    const context = await chromium.launchPersistentContext(profile, launchOptions);
    return [context, context.pages()[0] ?? (await context.newPage())];
  };
  try {
    const first = await accept(browser, ydan, 'xa', letter);
    const batch = await begin(first, '01');
    await first.context().close();
    let [context, page] = await open();
    await signIn(page, batch);
    const awake = () => expect(page.locator('[data-awake]')).toBeVisible();
    await awake();
    const waits = (count: number) => expect(page.locator(`[data-waiting="${count}"]`)).toBeVisible();
    let presses = 0;
    const press = async (key: string) => {
      await page.keyboard.press(key);
      presses += 1;
    };
    const key = async (serial: number) => {
      await expect(page.locator('#slip')).toBeFocused();
      await page.keyboard.type(String(serial));
      await press('Enter');
      await expect(page.locator('#keys')).toBeFocused();
      for (const one of ballot(serial)) await press(one);
      await press('Enter');
      await expect(page.locator('#slip')).toHaveValue('');
    };
    for (let serial = 1; serial <= 50; serial++) await key(serial);
    expect(presses / 50).toBe(21);
    await expect(page.getByRole('heading', { name: 'Đã nhập 50 phiếu' })).toBeVisible();

    // The server goes away, and keying goes on.
    await ydan.kill();
    for (let serial = 51; serial <= 90; serial++) await key(serial);
    await waits(40);
    await page.reload().catch(() => undefined);
    await ydan.serve();
    await signIn(page, batch);
    await expect(page.getByRole('heading', { name: 'Đã nhập 90 phiếu' })).toBeVisible();
    await awake();
    for (let serial = 91; serial <= 120; serial++) await key(serial);
    await expect(page.getByRole('heading', { name: 'Đã nhập 120 phiếu' })).toBeVisible();

    // The line is down, one ballot is half typed, and the browser ends.
    await context.setOffline(true);
    for (let serial = 121; serial <= 130; serial++) await key(serial);
    await page.keyboard.type('131');
    await press('Enter');
    await page.keyboard.type(ballot(131).slice(0, 7));
    await waits(10);
    await page.waitForTimeout(1_000);
    kill(profile);
    await context.close().catch(() => undefined);
    [context, page] = await open();
    await signIn(page, batch);
    await expect(page.getByRole('heading', { name: 'Đã nhập 130 phiếu' })).toBeVisible();
    await expect(page.locator('#slip')).toHaveValue('131');
    await expect(page.locator('#keys')).toHaveValue(ballot(131).slice(0, 7));
    await page.locator('#keys').press('End');
    await page.keyboard.type(ballot(131).slice(7));
    await press('Enter');
    for (let serial = 132; serial <= PILE; serial++) await key(serial);
    await expect(page.getByRole('heading', { name: `Đã nhập ${PILE} phiếu` })).toBeVisible();
    await counted(page, batch);
    await context.close();
  } finally {
    kill(profile);
    rmSync(profile, { recursive: true, force: true });
  }
});

test('two hundred ballots outlive the server and the browser where no script runs', { tag: ['@script', '@desktop'] }, async () => {
  test.setTimeout(600_000);
  const profile = mkdtempSync(join(tmpdir(), 'ydan-browser-'));
  const open = async (): Promise<[BrowserContext, Page]> => {
    const { launchOptions } = test.info().project.use;
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, javaScriptEnabled: false });
    return [context, context.pages()[0] ?? (await context.newPage())];
  };
  const kept = (page: Page, count: number) => expect(page.getByRole('heading', { name: `Đã nhập ${count} phiếu` })).toBeVisible();
  try {
    let [context, page] = await open();
    await signIn(page, `${ydan.address}/lam-viec`);
    const batch = await begin(page, '02');
    let presses = 0;
    const press = async (key: string) => {
      await page.keyboard.press(key);
      presses += 1;
    };
    const type = async (serial: number) => {
      await expect(page.locator('#slip')).toBeFocused();
      await page.keyboard.type(String(serial));
      await press('Tab');
      for (const one of ballot(serial)) await press(one);
    };
    const key = async (serial: number) => {
      await type(serial);
      await press('Enter');
      await kept(page, serial);
    };
    for (let serial = 1; serial <= 60; serial++) await key(serial);
    expect(presses / 60).toBe(21);

    // The server goes away before it answers: what it did not say that it keeps is typed again, and is there once.
    await type(61);
    await ydan.kill();
    await press('Enter');
    await ydan.serve();
    await signIn(page, batch);
    await kept(page, 60);
    for (let serial = 61; serial <= 120; serial++) await key(serial);
    // The browser ends in the middle of a ballot.
    await page.keyboard.type('121');
    await press('Tab');
    await page.keyboard.type(ballot(121).slice(0, 7));
    kill(profile);
    await context.close().catch(() => undefined);
    [context, page] = await open();
    await signIn(page, batch);
    await kept(page, 120);
    for (let serial = 121; serial <= PILE; serial++) await key(serial);
    await counted(page, batch);
    await context.close();
  } finally {
    kill(profile);
    rmSync(profile, { recursive: true, force: true });
  }
});
