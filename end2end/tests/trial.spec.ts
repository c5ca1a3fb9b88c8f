// A commune tries a round: begun, entered, in every role, on another day, by a household's phone; left and thrown away.
import type { Page } from '@playwright/test';
import { signIn } from '../people';
import { Ydan } from '../ydan';
import { expect, look, test } from '../watch';

let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.run('demo', '--base-url', ydan.address);
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

/** Whether the page says that it is of a trial. */
const inTrial = (page: Page) => page.locator('.demo--trial').isVisible();

test('a trial is begun, tried in every role, left and thrown away', async ({ page, browser }) => {
  await signIn(page, ydan, 'xa');
  await page.locator('a[href="/lam-viec/lam-thu"]').first().click();
  const press = (step: string) => page.locator(`button[value="${step}"]`);
  // Another project may have begun it before.
  if (await press('enter').count()) {
    await page.locator('main details.sources summary').click();
    await press('discard').click();
    await expect(page.getByRole('status')).toBeVisible();
  }
  await look(page, 'trial outside');
  await press('begin').click();
  await expect(press('enter')).toBeVisible();
  expect(await inTrial(page)).toBe(false);
  await look(page, 'trial begun');
  await press('enter').click();
  await expect(page.locator('.demo--trial')).toBeVisible();
  await look(page, 'trial inside');
  const rows = page.locator('main tbody tr');
  await expect(rows).toHaveCount(8);
  await expect(page.locator('tr[aria-current="true"]')).toHaveCount(1);

  for (const role of [2, 5, 6]) {
    await rows.nth(role).locator('button').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Việc cần làm');
    expect(await inTrial(page)).toBe(true);
    await look(page, `trial as ${role}`);
    await page.locator('.demo--trial a[href="/lam-viec/lam-thu"]').click();
    await expect(rows.nth(role)).toHaveAttribute('aria-current', 'true');
  }
  await rows.nth(0).locator('button').click();
  await page.locator('.demo--trial a[href="/lam-viec/lam-thu"]').click();
  const day = page.locator('main h2:last-of-type + p');
  const before = await day.innerText();
  await press('pass').last().click();
  await expect(day).not.toHaveText(before);

  // A phone is led in by the address on slips, and sees that nothing counts.
  const cookies = await page.context().cookies();
  const token = cookies.find((cookie) => cookie.name === 'thu')?.value ?? '';
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const phone = await context.newPage();
  await phone.goto(`${ydan.address}/thu/${token}`);
  await expect(phone.locator('.demo--trial')).toBeVisible();
  await phone.goto(`${ydan.address}/cach-tinh`);
  await expect(phone.locator('.demo--trial')).toBeVisible();
  await look(phone, 'trial household');
  await phone.locator('.demo--trial a').click();
  await expect(phone.locator('.demo--trial')).toHaveCount(0);

  await page.locator('.demo--trial a').last().click();
  await expect(press('enter')).toBeVisible();
  expect(await inTrial(page)).toBe(false);
  await page.locator('main details.sources summary').click();
  await press('discard').click();
  await expect(press('begin')).toBeVisible();
  await phone.goto(`${ydan.address}/thu/${token}`);
  await expect(phone.locator('main .button')).toBeVisible();
  await look(phone, 'trial over');
  await context.close();
});
