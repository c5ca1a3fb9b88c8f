// A year's supervision: a programme is opened, an activity planned, a visit written down, a finding recommended; residents read it.
import { signIn } from '../people';
import { expect, look, saidOf, test } from '../watch';
import { Ydan } from '../ydan';

/** The commune of the demonstration's Front. */
const COMMUNE = '24931';

let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.run('demo', '--base-url', ydan.address);
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('a programme is opened, visited, recommended about and read by residents', async ({ page }, info) => {
  test.setTimeout(120_000);
  const name = info.project.name;
  await signIn(page, ydan, 'xa');
  await page.goto(`${ydan.address}/lam-viec/chuong-trinh`);
  await page.locator('details.sources > summary').last().click();
  await page.locator('[name=supervisor]').selectOption('organisation');
  await page.locator('form.form button').last().click();
  await expect(page.locator('#organisation')).toHaveAttribute('aria-invalid', 'true');
  await look(page, `supervision-faulty-${name}`);
  await page.locator('#organisation').fill('Hội Nông dân');
  await page.locator('[name=public]').check();
  await page.locator('form.form button').last().click();
  await expect(saidOf(page)).toBeVisible();

  await page.locator('a[href$="/noi-dung-moi"]').click();
  await page.locator('#subject').fill(`Đường thôn ${name}`);
  // The day it is in Vietnam.
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  await page.locator('#ends_on').fill(today);
  await page.locator('#starts_on').fill(today);
  await page.locator('form.form button').last().click();
  await expect(saidOf(page)).toBeVisible();

  await page.locator('#on').fill(today);
  await page.locator('#finding1').fill('Đường thôn 3 lầy');
  await page.locator('button[value=visit]').click();
  await expect(saidOf(page)).toBeVisible();
  await look(page, `supervision-visited-${name}`);
  await page.locator('a[href*="kien-nghi/moi?lan="]').click();
  await expect(page.locator('#title')).toHaveValue('Đường thôn 3 lầy');
  await page.locator('[name=public]').check();
  await page.locator('form.form button').last().click();
  await expect(page).toHaveURL(/kien-nghi\/[0-9a-f-]{36}/);

  await page.goto(`${ydan.address}/ket-qua/${COMMUNE}/giam-sat`);
  await expect(page.locator('main')).toContainText(`Đường thôn ${name}`);
  await expect(page.locator('main')).toContainText('Đường thôn 3 lầy');
  await look(page, `supervision-residents-${name}`);
});
