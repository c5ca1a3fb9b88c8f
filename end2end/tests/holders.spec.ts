// Two of three people open a round's ballot boxes: their letters are printed and read back, and the boxes opened with what they say.
import { accept } from '../people';
import { openPrint, scanPrinted } from '../printed';
import { COMMUNE, QUESTIONS, Ydan } from '../ydan';
import { expect, look, test } from '../watch';

const NAMES = ['Nguyễn Thị Hoa', 'Lê Văn Ba', 'K’ Brơi'];
const HOUSEHOLDS = 7;
let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.units();
  ydan.run('hamlets', 'import', ydan.file('hamlets.csv', `commune_code,code,name,households\n${COMMUNE},01,Thôn 1,12\n`));
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('two of three key holders open the boxes of a round', async ({ browser, request }) => {
  test.setTimeout(300_000);
  const office = await accept(browser, ydan, 'xa', ydan.invite('xa', 'Trần Thị Xuân', 'front', COMMUNE));
  await office.getByRole('link', { name: 'Lập kế hoạch lấy ý kiến' }).click();
  await office.locator('#ruleset summary').click();
  await office.getByRole('radio', { name: /^Xã đạt chuẩn nông thôn mới, giai đoạn 2021-2025/ }).check();
  await office.getByRole('button', { name: 'Tiếp tục' }).click();
  await office.getByLabel('Số kế hoạch').fill('12/KH-MTTQ-BTT');
  await office.locator('#participation_source').fill('12/KH-MTTQ-BTT');
  await office.getByRole('button', { name: 'Lưu', exact: true }).click();
  await office.getByRole('link', { name: 'Đối chiếu phiếu với mẫu của tỉnh và xác nhận.' }).click();
  await office.getByLabel('Đã đối chiếu từng câu').check();
  await office.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(office.getByText('Đã đủ để mở đợt')).toBeVisible();
  const plan = office.url();

  const parts: string[] = [];
  const words: string[] = [];
  await test.step('names them and prints their letters', async () => {
    await look(office, 'holders-none');
    await office.locator('#key-holders summary').click();
    await office.locator('#holders').fill(NAMES.join('\n'));
    await look(office, 'holders-named');
    // The round does not open with a key of the server's instead.
    await office.getByRole('button', { name: 'Mở đợt' }).click();
    await expect(office.locator('[data-message="plan-not-ready"]')).toBeVisible();
    await expect(office.locator('#holders')).toHaveValue(NAMES.join('\n'));
    await office.locator('[value=letters]').click();
    await expect(office.locator('.key-letter')).toHaveCount(3);
    for (const letter of await office.locator('.key-letter').all()) {
      parts.push((await letter.locator('.key-letter__groups li').allTextContents()).map((group) => group.trim()).join('-'));
      words.push((await letter.locator('.key-letter__word').textContent())!);
    }
    await look(office, 'holders-letters');
    expect(await scanPrinted(ydan, office, 'holders-letters')).toEqual(parts.map((part) => part.replaceAll('-', '')).sort());
  });

  let round = '';
  await test.step('opens when every letter is in somebody’s hands', async () => {
    await office.goto(plan);
    for (const [at, word] of words.entries()) await office.locator(`#word${at + 1}`).fill(at === 1 ? words[0] : word.toLowerCase());
    await office.getByRole('button', { name: 'Mở đợt' }).click();
    await expect(office.locator('[data-message="check-word-wrong"]')).toBeVisible();
    await expect(office.locator('#word2')).toHaveAttribute('aria-invalid', 'true');
    await look(office, 'holders-check-word-wrong');
    await office.locator('#word2').fill(words[1]);
    await office.getByRole('button', { name: 'Mở đợt' }).click();
    await expect(office.getByText('Đang mở')).toBeVisible();
    round = office.url().split('?')[0];
    await expect(office.getByText(NAMES.join(', '))).toBeVisible();
  });

  await test.step('households answer and the round is closed', async () => {
    await office.getByRole('link', { name: 'Thôn 1', exact: true }).click();
    const hamlet = office.url();
    await office.locator('[value=issue]').click();
    const { codes } = await openPrint(ydan, office, 'the-ma.pdf');
    for (const [at, code] of codes.slice(0, HOUSEHOLDS).entries()) {
      const answers = Array.from({ length: QUESTIONS }, (_, i) => `q${i + 1}=${i === 1 && at < 2 ? 'u' : 's'}`).join('&');
      const sent = await request.post(`${ydan.address}/phieu`, {
        data: `step=send&code=${code}&idempotency_key=${String(at + 1).padStart(32, '0')}&${answers}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(sent.url()).toContain('/cam-on');
    }
    await office.goto(hamlet);
    await office.getByLabel(/thôi nhận phiếu/).check();
    await office.getByRole('button', { name: 'Đóng thôn' }).click();
    await expect(office.getByRole('link', { name: 'Đến trang của đợt' })).toBeVisible();
    await expect(office.locator('[value=count]')).toHaveCount(0);
    await look(office, 'holders-hamlet');
    await office.goto(round);
    await office.locator('#early').check();
    await office.locator('#without').fill('Mọi thôn đã thu xong phiếu');
    await office.getByRole('button', { name: 'Đóng đợt' }).click();
  });

  await test.step('a wrong part is refused at its field and nothing that was typed is lost', async () => {
    await expect(office.locator('#part3')).toBeVisible();
    await look(office, 'holders-count');
    const wrong = `${parts[2].slice(0, 41)}${parts[2][41] === '7' ? '8' : '7'}${parts[2].slice(42)}`;
    await office.locator('#part1').fill(parts[0].toLowerCase().replaceAll('-', ' '));
    await office.locator('#part3').fill(wrong);
    await office.locator('#sure-count').check();
    await office.locator('[value=count]').click();
    await expect(office.locator('[data-message="key-part-mistyped-group"]')).toContainText('nhóm thứ 9');
    await expect(office.locator('#part3')).toHaveAttribute('aria-invalid', 'true');
    await expect(office.locator('#part3')).toHaveValue(wrong);
    await look(office, 'holders-part-wrong');
    // The server dies: nothing of the parts was kept, and they are typed again.
    await ydan.killAndServe();
    await office.goto(round);
    await expect(office.locator('#part1')).toHaveValue('');
  });

  await test.step('two parts open the boxes', async () => {
    await office.locator('#part1').fill(parts[0].toLowerCase().replaceAll('-', ' '));
    await office.locator('#part3').fill(parts[2].replaceAll('-', ''));
    await office.locator('#sure-count').check();
    await office.locator('[value=count]').click();
    await office.getByRole('link', { name: 'Soạn thông báo' }).click();
    await expect(office.getByRole('heading', { name: 'Soạn thông báo' })).toBeVisible();
    await office.getByRole('button', { name: 'Lưu và xem trước' }).click();
    const told = await office.locator('#xem-truoc .a4__table tbody tr').nth(1).locator('.num').allTextContents();
    expect(told.filter((_, at) => at === 1 || at === 3)).toEqual(['5', '2']);
    expect(ydan.run('verify')).toContain('đếm lại khớp');
  });
});
