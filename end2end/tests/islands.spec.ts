// The live parts of pages: what they add, and that a page is whole where they cannot run.
import type { Page } from '@playwright/test';
import { accept } from '../people';
import { COMMUNE, QUESTIONS, RULESET, Ydan } from '../ydan';
import { expect, forgive, saidOf, test } from '../watch';

let ydan: Ydan;
let round: string;

test.beforeAll(async () => {
  ydan = new Ydan();
  round = ydan.open({ '01': 30 }).round;
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

/** Opens the form of the hamlet's minutes. */
async function minutes(page: Page): Promise<void> {
  await page.goto(`${ydan.address}/lam-viec/dot/${round}`);
  await page.getByRole('link', { name: 'Thôn 01', exact: true }).click();
  await page.waitForURL(/\/thon\//);
  await page.goto(`${page.url()}/bien-ban`);
}

async function fill(page: Page, numbers: Record<string, number>): Promise<void> {
  for (const [name, value] of Object.entries(numbers)) await page.locator(`[name=${name}]`).fill(String(value));
}

const HEAD = { issued: 30, returned: 20, unreturned: 9, valid: 18, invalid: 2 };

test('minutes are checked while they are typed', { tag: '@script' }, async ({ browser }) => {
  const page = await accept(browser, ydan, 'bienban', ydan.invite('bienban', 'Nguyễn Thị Hoa', 'front', COMMUNE));
  const told = page.locator('.told');
  await minutes(page);
  await fill(page, { ...HEAD, s3: 17, u3: 2 });
  await expect(told).toHaveClass(/told--wrong/);
  await expect(told).toContainText('9');
  await expect(page.locator('[name=s3]')).toHaveAttribute('aria-invalid', 'true');
  await fill(page, { unreturned: 10, u3: 1 });
  await expect(told).not.toHaveClass(/told--wrong/);
  await expect(told).toContainText('30');
  await expect(page.locator('[name=s3]')).not.toHaveAttribute('aria-invalid', 'true');
});

test('who takes part is told as it changes, and only while somebody looks', { tag: '@script' }, async ({ browser }) => {
  const page = await accept(browser, ydan, 'theodoi', ydan.invite('theodoi', 'Nguyễn Thị Theo', 'front', COMMUNE));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${ydan.address}/lam-viec/dot/${round}`);
  await expect.poll(() => asked.filter((url) => url.endsWith('/tham-gia')).length).toBe(1);
  const row = page.locator('tr[data-part]');
  await expect(row).not.toContainText('chờ');
  const other = await page.context().newPage();
  await other.goto(await page.getByRole('link', { name: 'Thôn 01', exact: true }).evaluate((link: HTMLAnchorElement) => link.href));
  await other.getByRole('button', { name: 'Nhập phiếu giấy' }).click();
  await other.locator('#slip').fill('7');
  await other.locator('#keys').fill('1'.repeat(QUESTIONS));
  await other.keyboard.press('Enter');
  await expect(saidOf(other)).toContainText('phiếu số 7');
  // Nobody loads the page again.
  await expect(row).toContainText('1 phiếu giấy');
  expect(asked.filter((url) => url.endsWith(`/dot/${round}`))).toHaveLength(1);
  await expect(page.getByRole('link', { name: 'Thôn 01', exact: true })).toBeVisible();
});

test('how many hamlets have slips is told while they are issued', { tag: '@script' }, async ({ browser }) => {
  const own = new Ydan();
  try {
    own.units();
    const rows = ['01', '02', '03'].map((code) => `${COMMUNE},${code},Thôn ${code},5`);
    const lists = own.file('more.csv', `commune_code,code,name,households\n${rows.join('\n')}\n`);
    own.run('hamlets', 'import', lists);
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    const opened = own.run('round', 'open', '--ruleset', RULESET, '--unit', COMMUNE, '--from', day(-3), '--to', day(20));
    const other = opened.trim().split('\n').at(-1)!;
    await own.serve();
    const page = await accept(browser, own, 'in', own.invite('in', 'Nguyễn Thị In', 'front', COMMUNE));
    await page.goto(`${own.address}/lam-viec/dot/${other}/in`);
    const issued = page.locator('[data-part=issued]');
    const before = await issued.textContent();
    own.run('codes', 'issue', '--round', other, '--hamlet', '02', '--out', 'two.csv', '--base-url', own.address);
    await expect(issued).not.toHaveText(before!);
    await expect(issued).toContainText('1');
    await page.goto('about:blank');
  } finally {
    own.stop();
  }
});

test('where WebAssembly fails to load the page says nothing and works', { tag: '@script' }, async ({ browser }) => {
  const page = await accept(browser, ydan, 'khong', ydan.invite('khong', 'Nguyễn Văn Không', 'front', COMMUNE));
  await page.addInitScript(() => Object.defineProperty(globalThis, 'WebAssembly', { value: undefined }));
  await minutes(page);
  await fill(page, HEAD);
  for (let no = 1; no <= QUESTIONS; no++) await fill(page, { [`s${no}`]: 18, [`u${no}`]: 0 });
  await expect(page.locator('.told')).toHaveText('');
  await page.getByLabel(/Đây là biên bản của/).check();
  await page.getByRole('button', { name: 'Lưu biên bản' }).click();
  await expect(page.locator('[name=unreturned]')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[name=s19]')).toHaveValue('18');
  forgive(/instantiateStreaming/);
});
