// A commune's Front looks at its ballot before the round opens: on a phone in both languages, and on paper.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { accept } from '../people';
import { COMMUNE, QUESTIONS, Ydan } from '../ydan';
import { expect, look, test, unfold } from '../watch';

let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.units();
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('a ballot is looked at before its round opens, and nothing is sent', async ({ browser }) => {
  const name = test.info().project.name;
  const page = await accept(browser, ydan, `xa-${name}`, ydan.invite(`xa-${name}`, 'Nguyễn Thị Hoa', 'front', COMMUNE));
  await page.goto(`${ydan.address}/lam-viec/ke-hoach/moi`);
  await page.locator('#ruleset summary').click();
  await page.getByRole('radio', { name: /^Xã đạt chuẩn nông thôn mới, giai đoạn 2021-2025/ }).check();
  await page.locator('#purpose').selectOption('withdraw');
  await page.getByRole('button').last().click();
  await expect(page.locator('#number')).toBeVisible();
  const plan = page.url();
  await page.goto(`${plan}/phieu`);
  await look(page, 'office-wording-english');
  await unfold(page);
  await page.locator('#vi2').fill('Đường trong xóm, ông bà đi lại có dễ không?');
  await page.locator('[value=preview]').click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.locator('#vi2_old').selectOption('leave_out');
  await look(page, 'office-wording-asks');
  await page.locator('[value=preview]').click();

  await expect(page.locator('[data-preview]')).toBeVisible();
  await expect(page.locator('.question')).toHaveCount(QUESTIONS);
  await expect(page.locator('[value=review]')).toBeDisabled();
  await page.locator('#cau-1 .choice--no').click();
  await expect(page.locator('#r1')).toBeVisible();
  await look(page, 'preview-phone');
  await page.locator('[hreflang=en]').click();
  await expect(page.locator('[data-preview]')).toBeVisible();
  await expect(page.locator('#cau-2 [lang=vi]')).toHaveText('Đường trong xóm, ông bà đi lại có dễ không?');
  await look(page, 'preview-phone-english');
  const paper = await page.request.get(ydan.address + (await page.locator('[data-preview] a').first().getAttribute('href')));
  writeFileSync(`test-results/look/preview-paper-${name}.pdf`, await paper.body());
  const text = execFileSync('pdftotext', [`test-results/look/preview-paper-${name}.pdf`, '-'], { encoding: 'utf8' });
  expect(text.replace(/\s+/g, ' ')).toContain('Đường trong xóm, ông bà đi lại có dễ không?');
});

test('long names of sets stay told apart on a phone', async ({ browser }) => {
  const name = test.info().project.name;
  const login = `ten-${name}`;
  const page = await accept(browser, ydan, login, ydan.invite(login, 'Nguyễn Thị Hoa', 'front', COMMUNE));
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${ydan.address}/lam-viec/ke-hoach/moi`);
  await page.locator('#ruleset summary').click();
  const options = page.locator('#ruleset .option span');
  const names = await options.evaluateAll((spans) => spans.map((span) => span.firstChild!.textContent!));
  expect(names.filter((one) => one.length > 40).length).toBeGreaterThan(1);
  expect(new Set(names).size).toBe(names.length);
  const cut = await options.evaluateAll((spans) => spans.filter((span) => {
    const whole = document.createRange();
    whole.selectNodeContents(span);
    const words = whole.getBoundingClientRect();
    const frames = [];
    for (let at: Element | null = span; at && at !== document.body; at = at.parentElement) frames.push(at);
    const clips = frames.filter((at) => getComputedStyle(at).overflow !== 'visible').map((at) => at.getBoundingClientRect());
    const seen = [...clips, { left: 0, right: innerWidth, top: -Infinity, bottom: Infinity }];
    return seen.some((box) => words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom);
  }).map((span) => span.textContent));
  expect(cut).toEqual([]);
  await look(page, 'office-sets-phone');
});
