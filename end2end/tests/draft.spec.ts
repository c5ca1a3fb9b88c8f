// What is answered and not sent yet stays on the household's own phone, and nowhere else.
import { QUESTIONS, Ydan } from '../ydan';
import { expect, look, test, watched } from '../watch';
import type { Page } from '@playwright/test';

const LONG = 'Khu dân cư nông thôn mới kiểu mẫu Suối Thông B xã Đạ Ròn huyện Đơn Dương';
let ydan: Ydan;
let codes: string[];

test.beforeAll(async () => {
  ydan = new Ydan();
  codes = ydan.open({ '01': 40 }, { '01': LONG }).codes['01'];
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

const hasScript = () => test.info().project.use.javaScriptEnabled !== false;
const REASON = 'Đường lầy "mùa mưa"\nxe không <vào> được';
const open = (page: Page, code: string, query = '') => page.goto(`${ydan.address}/p/${code.replaceAll('-', '')}${query}`);
const offer = (page: Page) => page.locator('.offer');
const goOn = (page: Page) => offer(page).getByRole('button').first();
const kept = (page: Page) => page.evaluate(() => JSON.stringify(localStorage));

/** Answers the first questions; the second is not satisfying, with a reason. */
async function answer(page: Page, most: number): Promise<void> {
  for (let no = 1; no <= most; no++) {
    await page.locator(no === 2 ? `#cau-${no} .choice--no` : `#cau-${no} .choice--yes`).click();
    if (no === 2) await page.locator('#r2').fill(REASON);
  }
}

async function expectAnswers(page: Page, most: number): Promise<void> {
  for (let no = 1; no <= most; no++) await expect(page.locator(no === 2 ? '#q2u' : `#q${no}s`)).toBeChecked();
  await expect(page.locator('.ballot :checked')).toHaveCount(most);
  await expect(page.locator('#r2')).toHaveValue(REASON);
}

async function expectNoOffer(page: Page): Promise<void> {
  await expect(page.locator('#cau-1')).toBeVisible();
  await expect(offer(page)).toBeHidden();
  await expect(page.locator('.ballot :checked')).toHaveCount(0);
}

test('answers are offered after a reload and shown to whoever asks for them', { tag: '@script' }, async ({ page }) => {
  await open(page, codes[0]);
  await expectNoOffer(page);
  await answer(page, 5);
  expect(await kept(page)).not.toContain(codes[0].replaceAll('-', ''));
  expect(await kept(page)).not.toContain(codes[0]);
  await page.reload();
  await expect(offer(page)).toBeVisible();
  await expect(page.locator('#cau-1')).toBeHidden();
  await expect(page.getByText('mùa mưa')).toHaveCount(0);
  await expect(page.locator('.ballot :checked')).toHaveCount(0);
  await expect(page.locator('#r2')).toHaveValue('');
  await expect(offer(page).getByRole('button').last()).toBeInViewport();
  await look(page, 'draft-offered');
  await goOn(page).click();
  await expectAnswers(page, 5);
  await expect(offer(page)).toBeHidden();
  await expect(page.locator('#cau-6')).toBeInViewport();
  await expect(page.locator('#q6s')).toBeFocused();
  await look(page, 'draft-continued');
  // What is answered after that is kept too.
  await page.locator('#cau-6 .choice--yes').click();
  await open(page, codes[0], '?lang=en');
  await expect(offer(page).getByRole('button').last()).toBeInViewport();
  await look(page, 'draft-offered-english');
  await goOn(page).click();
  await expectAnswers(page, 6);
});

test('answers that are dropped are gone', { tag: '@script' }, async ({ page }) => {
  await open(page, codes[1]);
  await answer(page, 3);
  await page.reload();
  await offer(page).getByRole('button').last().click();
  await expectNoOffer(page);
  await expect(page.locator('#q1s')).toBeFocused();
  expect(await kept(page)).toBe('{}');
  await look(page, 'draft-dropped');
  await page.reload();
  await expectNoOffer(page);
});

test('nothing is kept of what was sent, and the next slip on the phone is offered nothing', { tag: '@script' }, async ({ page }) => {
  await open(page, codes[2]);
  await answer(page, QUESTIONS);
  await open(page, codes[3]);
  await expectNoOffer(page);
  await answer(page, 1);
  await open(page, codes[2]);
  await goOn(page).click();
  await expectAnswers(page, QUESTIONS);
  await page.locator('.bar .button').click();
  await page.locator('.bar .button').click();
  await expect(page).toHaveURL(/\/cam-on$/);
  // The other slip's answers wait on.
  expect(await page.evaluate(() => localStorage.length)).toBe(1);
  await open(page, codes[3]);
  await offer(page).getByRole('button').last().click();
  expect(await kept(page)).toBe('{}');
  // Gone back to, the sent one shows nothing either.
  // By and by, so that the page is there to answer that it goes.
  await page.evaluate(() => { setTimeout(() => history.go(-3)); });
  await expect(page).toHaveURL(new RegExp(`/p/${codes[2].replaceAll('-', '')}$`));
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('.ballot')).toHaveCount(0);
});

test('a slip that was answered elsewhere keeps no draft', { tag: '@script' }, async ({ page, request }) => {
  await open(page, codes[4]);
  await answer(page, 2);
  const answers = Array.from({ length: QUESTIONS }, (_, i) => `q${i + 1}=s`).join('&');
  const sent = await request.post(`${ydan.address}/phieu`, {
    data: `step=send&code=${codes[4]}&idempotency_key=${'4'.repeat(32)}&${answers}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(sent.url()).toContain('/cam-on');
  expect(await kept(page)).not.toBe('{}');
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible();
  expect(await kept(page)).toBe('{}');
});

test('a closed tab and a phone that was started again lose nothing', { tag: '@script' }, async ({ page, browser }) => {
  await open(page, codes[5]);
  await answer(page, 5);
  const state = await page.context().storageState();
  await page.close();
  const context = await browser.newContext({ storageState: state });
  const again = await context.newPage();
  await open(again, codes[5]);
  await goOn(again).click();
  await expectAnswers(again, 5);
  await context.close();
});

test('a draft is not kept longer than its ballot is taken', { tag: '@script' }, async ({ page, browser }) => {
  await open(page, codes[6]);
  await answer(page, 2);
  const until = await page.evaluate(() => JSON.parse(localStorage.getItem(Object.keys(localStorage)[0])!).until);
  expect(until - Date.now()).toBeGreaterThan(19 * 86_400_000);
  expect(until - Date.now()).toBeLessThan(22 * 86_400_000);
  await page.evaluate(() => {
    const name = Object.keys(localStorage)[0];
    localStorage.setItem(name, JSON.stringify({ ...JSON.parse(localStorage.getItem(name)!), until: Date.now() - 1 }));
    localStorage.setItem('phieu-broken', '{');
  });
  await open(page, codes[7]);
  await expectNoOffer(page);
  expect(await kept(page)).toBe('{}');
});

test('answers that are sent from two tabs are one ballot', { tag: '@script' }, async ({ page }) => {
  await open(page, codes[8]);
  await answer(page, QUESTIONS);
  const other = await page.context().newPage();
  await open(other, codes[8]);
  await goOn(other).click();
  await expectAnswers(other, QUESTIONS);
  for (const tab of [page, other]) await tab.locator('.bar .button').click();
  for (const tab of [page, other]) {
    await tab.locator('.bar .button').click();
    await expect(tab).toHaveURL(/\/cam-on$/);
  }
  expect(await kept(page)).toBe('{}');
});

test('going back from the review shows the answers', async ({ page }) => {
  await page.goto(`${ydan.address}/`);
  await page.locator('#code').fill(codes[9]);
  await page.locator('.enter .button').click();
  await expect(page).toHaveURL(new RegExp(`/p/${codes[9].replaceAll('-', '')}$`));
  await answer(page, QUESTIONS);
  await page.locator('.bar .button').click();
  await expect(page.locator('.review')).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL(/\/p\//);
  await expectAnswers(page, QUESTIONS);
  await page.locator('.bar .button').click();
  await page.locator('.bar .button').click();
  await expect(page).toHaveURL(/\/cam-on/);
});

test('going back after sending leads to the slip, which says that it is used', { tag: '@script' }, async ({ page }) => {
  await open(page, codes[14]);
  await answer(page, QUESTIONS);
  await page.locator('.bar .button').click();
  await expect(page.locator('.review')).toBeVisible();
  await page.locator('.bar .button').click();
  await expect(page).toHaveURL(/\/cam-on/);
  await page.evaluate(() => { setTimeout(() => history.back()); });
  await expect(page).toHaveURL(new RegExp(`/p/${codes[14].replaceAll('-', '')}`));
  await expect(page.locator('[data-spent]')).toBeVisible();
  await expect(page.locator('.ballot, .review')).toHaveCount(0);
});

test('where a household is not satisfied, the box for its reason comes into sight', { tag: '@phone' }, async ({ page }) => {
  await open(page, codes[15]);
  for (const no of [1, 2, 3]) {
    const question = page.locator('.question').nth(no);
    // Its choices stand just above the bar.
    await question.evaluate((at) => {
      const bar = document.querySelector('.bar')!.getBoundingClientRect();
      scrollBy(0, at.querySelector('.choice')!.getBoundingClientRect().bottom - bar.top + 8);
    });
    await question.locator('.choice').last().click();
    const bar = (await page.locator('.bar').boundingBox())!;
    await expect.poll(async () => {
      const box = (await question.locator('textarea').boundingBox())!;
      return box.y + box.height <= bar.y;
    }).toBe(true);
  }
});

test('a switch of language carries the answers', async ({ page }) => {
  await open(page, codes[10]);
  await answer(page, 5);
  await page.locator('.top__switch').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectAnswers(page, 5);
  await look(page, 'ballot-switched');
  await answer(page, QUESTIONS);
  await page.locator('.bar .button').click();
  await expect(page.locator('.review')).toBeVisible();
  await page.locator('.top__switch').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  await expect(page.locator('.review')).toContainText('mùa mưa');
  await look(page, 'review-switched');
  await page.locator('.bar .button').click();
  await expect(page).toHaveURL(/\/cam-on/);
  if (hasScript()) expect(await kept(page)).toBe('{}');
});

test('the Enter key goes on and does not switch the language', async ({ page }) => {
  await open(page, codes[11]);
  await page.locator('#q1s').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(page.locator('.problem')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
  await expect(page.locator('#q1s')).toBeChecked();
});

test('a phone that keeps nothing goes without', { tag: '@script' }, async ({ browser }) => {
  for (const broken of ['get', 'setItem']) {
    const page = await watched(browser);
    await page.addInitScript((what) => {
      const fail = () => { throw new DOMException('denied', 'SecurityError'); };
      if (what === 'get') Object.defineProperty(window, 'localStorage', { get: fail });
      else Storage.prototype.setItem = fail;
    }, broken);
    await open(page, codes[12]);
    await answer(page, 5);
    await page.reload();
    await expect(page.locator('#cau-1')).toBeVisible();
    await expect(offer(page)).toBeHidden();
    await answer(page, QUESTIONS);
    await page.locator('.bar .button').click();
    await expect(page.locator('.review')).toBeVisible();
    await page.context().close();
  }
});
