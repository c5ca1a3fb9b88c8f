// What few households answered is not told, until the Front decides so by a document: the notice names it.
import { accept } from '../people';
import { QUESTIONS, Ydan } from '../ydan';
import { expect, look, test } from '../watch';

let ydan: Ydan;
let opened: ReturnType<Ydan['open']>;

test.beforeAll(async () => {
  ydan = new Ydan();
  opened = ydan.open({ '01': 5 });
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('full figures are told where a document asks for them', async ({ browser, request }) => {
  for (const [at, code] of opened.codes['01'].slice(0, 4).entries()) {
    const answers = Array.from({ length: QUESTIONS }, (_, no) => `q${no + 1}=s`).join('&');
    await request.post(`${ydan.address}/phieu`, {
      data: `step=send&code=${code}&idempotency_key=${String(at + 1).padStart(32, '0')}&${answers}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }
  ydan.run('round', 'close', '--early', opened.round);
  ydan.run('round', 'count', opened.round);
  const front = await accept(browser, ydan, 'xa', ydan.invite('xa', 'Nguyễn Thị Hoa', 'front', '24937'));
  await front.goto(`${ydan.address}/lam-viec/dot/${opened.round}/thong-bao`);
  await expect(front.locator('[data-full-figures]')).toBeVisible();
  await look(front, 'notice-withheld');
  await front.locator('[data-full-figures] a').click();
  await expect(front.locator('[data-withheld] li')).toHaveCount(1);
  await look(front, 'full-figures');
  await front.locator('button[value=tell-in-full]').click();
  await expect(front.locator('[data-message="full-figures-no-document"]')).toBeVisible();
  await look(front, 'full-figures-fault');
  await front.locator('#document').fill('Công văn số 15/MTTQ-BTT ngày 02/08/2024 của Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lâm Đồng');
  await front.locator('#sure-tell-in-full').check();
  await front.locator('button[value=tell-in-full]').click();
  await expect(front.locator('[data-decided]')).toBeVisible();
  await look(front, 'full-figures-decided');
  ydan.run('round', 'publish', opened.round);
  await front.goto(`${ydan.address}/thong-bao/${opened.round}`);
  await expect(front.locator('[data-of="full-figures"]')).toBeVisible();
  await expect(front.locator('[data-withheld]')).toHaveCount(0);
  await look(front, 'notice-full-figures');
});
