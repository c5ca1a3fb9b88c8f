// A supervisor tries the ballot box with a slip of known answers: it is not counted, and comes out as it was sent.
import { accept } from '../people';
import { QUESTIONS, Ydan } from '../ydan';
import { expect, look, test } from '../watch';

let ydan: Ydan;
let opened: ReturnType<Ydan['open']>;

test.beforeAll(async () => {
  ydan = new Ydan();
  opened = ydan.open({ '01': 9 });
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('an audit slip comes out of the box as it was sent', async ({ browser, page, request }) => {
  const [slip, ...households] = opened.codes['01'];
  for (const [at, code] of households.slice(0, 5).entries()) {
    const answers = Array.from({ length: QUESTIONS }, (_, no) => `q${no + 1}=s`).join('&');
    const sent = await request.post(`${ydan.address}/phieu`, {
      data: `step=send&code=${code}&idempotency_key=${String(at + 1).padStart(32, '0')}&${answers}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(sent.url()).toContain('/cam-on');
  }
  await page.goto(`${ydan.address}/p/${slip.replaceAll('-', '')}`);
  for (let no = 1; no <= QUESTIONS; no++) {
    await page.locator(`#cau-${no}`).getByText(no === 3 ? 'Chưa hài lòng' : 'Hài lòng', { exact: true }).click();
  }
  await page.locator('button[value=review]').last().click();
  await page.locator('button[value=send]').last().click();
  await expect(page.locator('[data-sending]')).toBeHidden();
  await page.locator('.sending summary').click();
  const sending = (await page.locator('[data-sending]').textContent())!;
  expect(sending.replaceAll('-', '')).toMatch(/^[0-9a-f]{32}$/);
  await look(page, 'thanks-sending');

  const above = await accept(browser, ydan, 'tinh', ydan.invite('tinh', 'Trần Văn Tỉnh', 'front', '68'));
  await above.goto(`${ydan.address}/lam-viec/dot/${opened.round}`);
  await above.locator('a[href$="/phieu-kiem-tra"]').click();
  await look(above, 'audit-slips-none');
  await above.locator('#slip').fill(slip.toLowerCase());
  await above.locator('#sending').fill(sending.slice(5));
  await above.locator('#sure-hand-in').check();
  await above.locator('button[value=hand-in]').click();
  await expect(above.locator('[data-message="sending-code-length"]')).toBeVisible();
  await look(above, 'audit-slips-fault');
  await above.locator('#sending').fill(sending.toUpperCase());
  await above.locator('button[value=hand-in]').click();
  await expect(above.locator('.done')).toBeVisible();
  await expect(above.locator('.status--none')).toHaveCount(1);
  await look(above, 'audit-slips-waiting');

  ydan.run('round', 'close', '--early', opened.round);
  ydan.run('round', 'count', opened.round);
  await above.reload();
  await expect(above.locator('[data-answers]')).toHaveAttribute('data-answers', `ssu${'s'.repeat(QUESTIONS - 3)}`);
  await look(above, 'audit-slips-opened');
  await above.locator('button[value=judge]').click();
  await expect(above.locator('[data-message="audit-slip-verdict"]')).toBeVisible();
  await above.locator('select').selectOption('yes');
  await above.locator('button[value=judge]').click();
  await expect(above.locator('[data-bound]')).toBeVisible();
  await expect(above.locator('[data-answers]')).toHaveCount(0);
  await look(above, 'audit-slips-judged');
  expect(ydan.run('verify')).toContain('khớp');
});
