// A clerk keys in a heap of paper with the keyboard alone.
import { accept } from '../people';
import { COMMUNE, QUESTIONS, Ydan } from '../ydan';
import { expect, saidOf, test } from '../watch';

const HOUSEHOLDS = 12;
const BALLOTS = ['1'.repeat(QUESTIONS), '2'.repeat(QUESTIONS), '1202'.repeat(QUESTIONS).slice(0, QUESTIONS)];
let ydan: Ydan;
let round: string;

test.beforeAll(async () => {
  ydan = new Ydan();
  round = ydan.open({ '01': HOUSEHOLDS }).round;
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('nineteen questions take twenty-one presses and no mouse', async ({ browser }) => {
  const page = await accept(browser, ydan, 'xa', ydan.invite('xa', 'Nguyễn Thị Hoa', 'front', COMMUNE));
  await page.goto(`${ydan.address}/lam-viec/dot/${round}`);
  await page.getByRole('link', { name: 'Thôn 01', exact: true }).click();
  await page.getByRole('button', { name: 'Nhập phiếu giấy' }).click();
  await page.waitForURL(/\/lo\//);
  const batch = page.url();

  const [slip, keys] = [page.locator('#slip'), page.locator('#keys')];
  for (const [at, ballot] of BALLOTS.entries()) {
    // The number lies under the fingers, also after the ballot before.
    await expect(slip).toBeFocused();
    await expect(slip).toHaveValue('');
    await page.keyboard.type(String(at + 1));

    let presses = 0;
    const press = async (key: string) => {
      await page.keyboard.press(key);
      presses += 1;
    };
    while (!(await keys.evaluate((field) => field === document.activeElement))) {
      await press('Tab');
      expect(presses, 'the keys are not reached').toBeLessThan(QUESTIONS);
    }
    for (const key of ballot) await press(key);
    await expect(keys).toHaveValue(ballot);
    await press('Enter');

    await expect(saidOf(page)).toContainText(`phiếu số ${at + 1}`);
    await expect(page.getByRole('heading', { name: `Đã nhập ${at + 1} phiếu` })).toBeVisible();
    expect(presses).toBe(21);
  }

  // What was keyed is what was taken.
  for (const [at, ballot] of BALLOTS.entries()) {
    await page.goto(`${batch}?phieu=${at + 1}`);
    await expect(keys).toHaveValue(ballot);
  }
  await page.goto(batch);
  await page.locator('#sure-count').check();
  await page.locator('button[value=count]').click();
  await expect(page.getByText(`${BALLOTS.length} phiếu đã vào hòm phiếu.`)).toBeVisible();
  expect(ydan.run('verify')).toContain('đếm lại khớp');
});
