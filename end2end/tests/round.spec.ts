// A commune's Front runs a whole round in the browser, from the invitation to the notice on the wall.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { accept } from '../people';
import { openPrint } from '../printed';
import { COMMUNE, QUESTIONS, Ydan } from '../ydan';
import { expect, forgive, look, saidOf, test, unfold, watched } from '../watch';

const NAMES = { '01': 'Thôn Suối Thông A', '02': 'Thôn 2', '03': 'Khu dân cư nông thôn mới kiểu mẫu Đường Mới – Cầu Sắt' };
const HOUSEHOLDS = { '01': 12, '02': 40, '03': 20 };
let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.units();
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

async function invite(by: Page, login: string, name: string, more: Record<string, string> = {}): Promise<string> {
  await by.goto(`${ydan.address}/lam-viec/tai-khoan`);
  await by.getByLabel('Họ và tên').fill(name);
  await by.getByLabel('Tên đăng nhập').fill(login);
  for (const [label, value] of Object.entries(more)) {
    const field = by.getByLabel(label, { exact: true });
    // Out of many units one is typed.
    if ((await field.getAttribute('list')) === null) await field.selectOption(value);
    else await field.fill(value);
  }
  await by.getByRole('button', { name: 'Mời và in thư' }).click();
  return (await by.locator('.letter .code').textContent())!;
}

/** What was put in, to be counted here once more. A letter for each question: s, u or -. */
const inputs: Record<keyof typeof HOUSEHOLDS, string[]> = { '01': [], '02': [], '03': [] };
const all = (others: Record<number, string> = {}) => Array.from({ length: QUESTIONS }, (_, i) => others[i + 1] ?? 's').join('');
const keysOf = (ballot: string) => ballot.replaceAll('s', '1').replaceAll('u', '2').replaceAll('-', '0');

test('a round from the invitation to the notice on the wall', async ({ browser, request }) => {
  test.setTimeout(900_000);
  const desks: Record<string, string> = {};
  let round = '';
  let receipt = '';

  const province = await accept(browser, ydan, 'tinh', ydan.invite('tinh', 'Trần Văn Tỉnh', 'front', '68'));
  await look(province, 'office-home-empty');
  const letter = await invite(province, 'xa', 'Nguyễn Thị Hoa', { 'Vai trò': 'front', 'Đơn vị người này phụ trách': 'Xã Đạ Ròn' });
  await look(province, 'office-letter');
  const commune = await accept(browser, ydan, 'xa', letter);

  await test.step('plans and opens', async () => {
    await commune.getByRole('link', { name: 'Lập kế hoạch lấy ý kiến' }).click();
    await look(commune, 'office-plan-new');
    await commune.locator('#ruleset summary').click();
    await commune.getByRole('radio', { name: /^Xã đạt chuẩn nông thôn mới, giai đoạn 2021-2025/ }).check();
    await commune.getByRole('button', { name: 'Tiếp tục' }).click();
    await expect(commune.getByText('Ghi số kế hoạch của Mặt trận.')).toBeVisible();
    await look(commune, 'office-plan-gaps');
    await commune.getByRole('link', { name: 'Nhập thôn và số hộ của xã Đạ Ròn.' }).click();
    for (const [at, [code, households]] of Object.entries(HOUSEHOLDS).entries()) {
      await commune.getByLabel(`Mã, dòng ${at + 1}`, { exact: true }).fill(code);
      await commune.getByLabel(`Tên thôn, dòng ${at + 1}`, { exact: true }).fill(NAMES[code as keyof typeof NAMES]);
      await commune.getByLabel(`Số hộ, dòng ${at + 1}`, { exact: true }).fill(at === 1 ? 'bốn mươi' : String(households));
    }
    await commune.getByRole('button', { name: 'Lưu' }).click();
    await expect(commune.getByRole('alert')).toContainText('Dòng 2: “bốn mươi” không phải là số');
    await expect(commune.getByLabel('Tên thôn, dòng 3', { exact: true })).toHaveValue(NAMES['03']);
    await look(commune, 'office-hamlets-error');
    await commune.getByLabel('Số hộ, dòng 2', { exact: true }).fill('40');
    await commune.getByRole('button', { name: 'Lưu' }).click();
    await expect(commune.getByText('3 thôn, 72 hộ')).toBeVisible();
    await commune.getByLabel('Số kế hoạch').fill('12/KH-MTTQ-BTT');
    await commune.locator('#participation_source').fill('12/KH-MTTQ-BTT');
    await commune.getByRole('button', { name: 'Lưu' }).click();
    await commune.getByRole('link', { name: 'Đối chiếu phiếu với mẫu của tỉnh và xác nhận.' }).click();
    await expect(commune.getByLabel('Đã đối chiếu từng câu')).toBeVisible();
    await unfold(commune);
    await commune.getByLabel('Câu 2, bằng tiếng Việt').fill('Đường trong xóm, ông bà đi lại có dễ không?');
    await commune.getByLabel('Đã đối chiếu từng câu').check();
    await commune.getByRole('button', { name: 'Lưu', exact: true }).click();
    // Its English still asks what the question asked before.
    await expect(commune.getByRole('alert')).toContainText('bản tiếng Anh');
    await look(commune, 'office-wording');
    await commune.getByLabel('Câu hỏi bằng tiếng Anh').nth(1).fill('Are the lanes of your hamlet easy to use?');
    await commune.getByRole('button', { name: 'Lưu', exact: true }).click();
    await expect(commune.getByText('Đã đủ để mở đợt')).toBeVisible();
    await look(commune, 'office-plan-ready');
    await commune.getByRole('button', { name: 'Mở đợt' }).click();
    await expect(commune.getByText('Đang mở')).toBeVisible();
    round = new URL(commune.url()).pathname.split('/').at(-1)!;
    for (const [code, name] of Object.entries(NAMES)) {
      desks[code] = (await commune.getByRole('link', { name, exact: true }).getAttribute('href'))!;
    }
  });

  const codes: string[] = [];
  await test.step('prints slips that an independent program reads', async () => {
    const link = (code: string) => `${ydan.address}/p/${code.replaceAll('-', '')}`;
    await commune.goto(ydan.address + desks['01']);
    await look(commune, 'office-hamlet-before');
    await commune.locator('[value=issue]').click();
    await expect(commune.locator('[data-print="the-ma.pdf"]')).toHaveCount(1);
    await look(commune, 'office-prints-hamlet');
    const slips = await openPrint(ydan, commune, 'the-ma.pdf');
    codes.push(...slips.codes);
    expect(codes).toHaveLength(12);
    expect(slips.scan()).toEqual(codes.map(link).sort());
    // The others in one go.
    await commune.goto(`${ydan.address}/lam-viec/dot/${round}/in`);
    await look(commune, 'office-prints-before');
    await commune.locator('[value=issue]').click();
    await expect(commune.locator('[value=issue]')).toHaveCount(0);
    await look(commune, 'office-prints');
    await commune.goto(`${ydan.address}/lam-viec/dot/${round}/in?thon=${desks['02'].split('/').at(-1)}`);
    const papers = await openPrint(ydan, commune, 'phieu-giay.pdf');
    expect(papers.codes).toHaveLength(40);
    expect(papers.text.replace(/\s+/g, ' ')).toContain('Đường trong xóm, ông bà đi lại có dễ không?');
    expect(papers.scan()).toEqual(papers.codes.map(link).sort());
    for (const print of ['so-phat-phieu.pdf', 'ap-phich.pdf', 'bai-doc-loa.pdf', 'phieu-trang.pdf', 'bang-kiem-phieu.pdf']) {
      expect((await openPrint(ydan, commune, print)).text).toMatch(/thôn 2/i);
    }
    await commune.locator('summary', { hasText: 'Đã in xong' }).click();
    await look(commune, 'office-prints-done');
    await commune.getByLabel('Tôi đã in đủ').check();
    await commune.locator('[value=forget]').click();
    await expect(commune.locator('[data-print="the-ma.pdf"]')).toHaveCount(0);
  });

  await test.step('three households answer online, one is helped', async () => {
    const home = await watched(browser);
    await home.goto(`${ydan.address}/p/${codes[0].replaceAll('-', '')}`);
    await expect(home.getByText('Đường trong xóm, ông bà đi lại có dễ không?')).toBeVisible();
    const first = all({ 2: 'u', 17: 'u' });
    for (let no = 1; no <= QUESTIONS; no++) {
      await home.locator(`#cau-${no}`).getByText(first[no - 1] === 'u' ? 'Chưa hài lòng' : 'Hài lòng', { exact: true }).click();
    }
    await home.locator('#r2').fill('Đường trước nhà ông Ba lầy');
    await home.getByRole('button', { name: 'Xem lại và gửi' }).click();
    await home.getByRole('button', { name: 'Gửi phiếu' }).click();
    await expect(home.getByRole('heading', { name: 'Đã nhận phiếu' })).toBeVisible();
    receipt = (await home.locator('.receipt__code').textContent())!;
    inputs['01'].push(first);
    for (const at of [1, 2]) {
      const ballot = all(at === 1 ? { 5: 'u' } : {});
      const answers = [...ballot].map((letter, i) => `q${i + 1}=${letter}`).join('&');
      const sent = await request.post(`${ydan.address}/phieu`, {
        data: `step=send&code=${codes[at]}&idempotency_key=${String(at).padStart(32, '0')}&${answers}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(sent.url()).toContain('/cam-on');
      inputs['01'].push(ballot);
    }
    await commune.goto(`${ydan.address}${desks['01']}/ho-tro`);
    await expect(commune.getByText('Đang giúp một hộ trả lời.')).toBeVisible();
    await commune.getByLabel('Mã trên tờ phiếu').fill(codes[3]);
    await commune.getByRole('button', { name: 'Mở phiếu' }).click();
    for (let no = 1; no <= QUESTIONS; no++) await commune.locator(`#cau-${no}`).getByText('Hài lòng', { exact: true }).click();
    await look(commune, 'office-assist');
    await commune.getByRole('button', { name: 'Xem lại và gửi' }).click();
    await commune.getByRole('button', { name: 'Gửi phiếu' }).click();
    await expect(commune.locator('.assisted')).toContainText(/[2-9C-X]{5}-[2-9C-X]{5}/);
    inputs['01'].push(all());
  });

  await test.step('thirty ballots by blind double entry with two differences', async () => {
    const second = await accept(browser, ydan, 'xa2', await invite(commune, 'xa2', 'Lê Văn Hai', { 'Vai trò': 'front' }));
    const paper = Array.from({ length: 30 }, (_, i) => all(i % 7 === 3 ? { 11: 'u' } : i === 20 ? { 4: '-' } : i === 25 ? Object.fromEntries([...Array(QUESTIONS)].map((_, q) => [q + 1, '-'])) : {}));
    inputs['02'].push(...paper);
    await commune.goto(ydan.address + desks['02']);
    await commune.getByLabel('Hai người nhập độc lập').check();
    await commune.getByRole('button', { name: 'Nhập phiếu giấy' }).click();
    await commune.waitForURL(/\/lo\//);
    const batch = commune.url();
    const key = async (page: Page, serial: number, keys: string) => {
      await page.locator('#slip').fill(String(serial));
      await page.locator('#keys').fill(keys);
      await page.keyboard.press('Enter');
      await expect(saidOf(page)).toContainText(`phiếu số ${serial}`);
    };
    for (const [i, ballot] of paper.entries()) {
      if (i === 10) {
        // The power goes in the middle of the pile: what was said to be kept is kept.
        await ydan.killAndServe();
        await commune.goto(batch);
        await expect(commune.getByRole('heading', { name: 'Đã nhập 10 phiếu' })).toBeVisible();
      }
      await key(commune, i + 1, i === 25 ? 'x' : keysOf(ballot));
    }
    if (test.info().project.use.javaScriptEnabled !== false) {
      // The line goes down, and the session is over: what is keyed waits on the device and goes by itself.
      const waiting = commune.locator('[data-waiting]');
      await commune.locator('#slip').fill('31');
      await commune.locator('#keys').fill('111');
      await expect(commune.getByText(`Câu 4 trên ${QUESTIONS}`)).toBeVisible();
      await commune.locator('#keys').fill(keysOf(all()));
      await commune.context().setOffline(true);
      await commune.keyboard.press('Enter');
      await expect(waiting).toHaveAttribute('data-waiting', '1');
      await look(commune, 'office-paper-waiting');
      const cookies = await commune.context().cookies();
      await commune.context().clearCookies();
      await commune.context().setOffline(false);
      forgive(/lo\/|goi\/|ERR_INTERNET_DISCONNECTED/);
      await expect(waiting.locator('a')).toBeVisible();
      await look(commune, 'office-paper-signed-out');
      await commune.context().addCookies(cookies);
      await expect(saidOf(commune)).toContainText('phiếu số 31');
      await expect(waiting).toHaveCount(0);
      // Taken back, it stands in the fields again.
      await commune.locator('[data-undo]').click();
      await expect(commune.getByRole('heading', { name: 'Đã nhập 30 phiếu' })).toBeVisible();
      await expect(commune.locator('#keys')).toHaveValue(keysOf(all()));
      await commune.locator('#keys').press('Enter');
      await expect(saidOf(commune)).toContainText('phiếu số 31');
      // Another ballot under the number of one that is there is told at once, and by what to do.
      await commune.locator('#slip').fill('31');
      await commune.keyboard.press('Tab');
      await expect(commune.locator('#slip')).toHaveAttribute('aria-invalid', 'true');
      await look(commune, 'office-paper-fault');
      await commune.locator('#slip').fill('');
      await commune.locator('summary', { hasText: 'Bỏ một phiếu ra khỏi tập' }).click();
      await commune.locator('#serial').fill('31');
      await commune.getByRole('button', { name: 'Bỏ ra' }).click();
      await expect(commune.getByRole('heading', { name: 'Đã nhập 30 phiếu' })).toBeVisible();
    }
    await look(commune, 'office-paper');
    await second.goto(batch);
    await look(second, 'office-join');
    await second.getByLabel('Chữ kiểm tra').fill('AAAA-AAAA');
    await second.getByRole('button', { name: 'Bắt đầu nhập lần hai' }).click();
    await expect(second.getByRole('alert')).toContainText('Chữ kiểm tra chưa đúng');
    await second.getByLabel('Chữ kiểm tra').fill((await commune.locator('[data-check-words]').getAttribute('data-check-words'))!);
    await second.getByRole('button', { name: 'Bắt đầu nhập lần hai' }).click();
    await expect(second.getByText('lần hai')).toBeVisible();
    for (const [i, ballot] of paper.entries()) {
      const wrong = i === 3 ? all({ 12: 'u' }) : i === 8 ? all({ 1: 'u' }) : undefined;
      await key(second, i + 1, keysOf(wrong ?? ballot));
    }
    await expect(second.locator('input[name=again]')).toHaveValue('');
    if (test.info().project.use.javaScriptEnabled !== false) {
      // What the page said before, that thirty are missing, is not so any more.
      await expect(second.locator('#khac')).toBeHidden();
      await second.getByRole('link', { name: 'bấm để xem chỗ khác nhau' }).click();
    }
    await expect(second.locator('#khac')).toContainText('số 4, 9');
    await second.locator('#sure-count').check();
    await second.locator('button[value=count]').click();
    await expect(second.getByRole('alert')).toContainText('Còn 2 phiếu hai lần nhập khác nhau');
    await province.goto(batch);
    await expect(province.getByText('Phiếu số 4 khác nhau ở câu 11, câu 12.')).toBeVisible();
    await look(province, 'office-differences');
    for (const serial of [4, 9]) {
      const difference = province.locator('.conflict', { hasText: `Phiếu số ${serial} ` });
      const questions = [...(await difference.locator('p').first().innerText()).matchAll(/câu (\d+)/g)].map(([, no]) => Number(no));
      await difference.getByLabel('Trên giấy là').fill(questions.map((no) => keysOf(paper[serial - 1])[no - 1]).join(''));
    }
    await province.getByRole('button', { name: 'theo giấy' }).click();
    await expect(province.getByText('Đã xem lại')).toHaveCount(2);
    await commune.goto(batch);
    await commune.locator('#sure-count').check();
    await commune.locator('button[value=count]').click();
    await expect(commune.getByText('30 phiếu đã vào hòm phiếu.')).toBeVisible();
  });

  await test.step('a slip that came in twice is a conflict, settled by the Front', async () => {
    await commune.goto(ydan.address + desks['01']);
    await commune.getByRole('button', { name: 'Nhập phiếu giấy' }).click();
    await commune.locator('#slip').fill(codes[0]);
    await commune.locator('#keys').fill(keysOf(all()));
    await commune.keyboard.press('Enter');
    await expect(saidOf(commune)).toContainText('hộ đã trả lời trực tuyến');
    await commune.goto(`${ydan.address}/lam-viec`);
    await expect(commune.getByRole('link', { name: '1 phiếu trùng chờ giải quyết' })).toBeVisible();
    await look(commune, 'office-home');
    await commune.goto(ydan.address + desks['01']);
    await commune.getByLabel('Cách giải quyết phiếu số 1').fill('Hộ xác nhận đã gửi trên điện thoại.');
    await look(commune, 'office-hamlet');
    await commune.getByRole('button', { name: 'Ghi cách giải quyết' }).click();
    await expect(commune.getByText('Đã giải quyết: Hộ xác nhận')).toBeVisible();
  });

  await test.step('a household whose slip is used says so and is asked once more', async () => {
    const home = await watched(browser);
    await home.goto(`${ydan.address}/p/${codes[1].replaceAll('-', '')}`);
    await look(home, 'spent-report');
    await home.getByRole('button', { name: 'Hộ tôi chưa trả lời, báo cho Mặt trận' }).click();
    await look(home, 'report-asked');
    await home.getByRole('button', { name: 'Chắc chắn chưa ai trả lời, báo cho Mặt trận' }).click();
    await expect(home.getByRole('heading', { name: 'Đã báo cho Mặt trận' })).toBeVisible();
    await look(home, 'reported');
    await commune.goto(ydan.address + desks['01']);
    await expect(commune.getByText('hộ báo chưa trả lời, nhưng phiếu này đã được dùng trực tuyến')).toBeVisible();
    await commune.getByLabel('Cách giải quyết phiếu số 2').fill('Đã gặp hộ: con trai gửi hộ.');
    await commune.getByRole('button', { name: 'Ghi cách giải quyết' }).click();
    await expect(commune.getByText('Đã giải quyết: Đã gặp hộ')).toBeVisible();
  });

  await test.step('a hamlet counted by hand', async () => {
    inputs['03'] = Array.from({ length: 15 }, (_, i) => all(i < 3 ? { 3: 'u' } : {}));
    await commune.goto(`${ydan.address}${desks['03']}/bien-ban`);
    const head = { 'Tổng số hộ': '20', 'Phát ra': '20', 'Thu về': '16', 'Không thu về': '5', 'Hợp lệ': '15', 'Không hợp lệ': '0' };
    for (const [label, value] of Object.entries(head)) await commune.getByLabel(label, { exact: true }).fill(value);
    for (let no = 1; no <= QUESTIONS; no++) {
      const unsatisfied = inputs['03'].filter((ballot) => ballot[no - 1] === 'u').length;
      await commune.locator(`#s${no}`).fill(String(15 - unsatisfied));
      await commune.locator(`#u${no}`).fill(String(unsatisfied));
    }
    if (test.info().project.use.javaScriptEnabled !== false) {
      await expect(commune.locator('.told')).toContainText('Thu về 16 phiếu khác tổng hợp lệ 15 và không hợp lệ 0. Phát ra 20 phiếu khác tổng thu về 16 và không thu về 5.');
    }
    // Unused slips die of it: it takes a second look.
    await commune.getByRole('button', { name: 'Lưu biên bản' }).click();
    await expect(commune.getByRole('alert')).toContainText('Thao tác này khó hoàn tác');
    await commune.getByLabel(/Đây là biên bản của/).check();
    await commune.getByRole('button', { name: 'Lưu biên bản' }).click();
    await expect(commune.getByRole('alert')).toContainText('Thu về 16 phiếu khác tổng hợp lệ 15 và không hợp lệ 0');
    await expect(commune.getByRole('alert')).toContainText('Phát ra 20 phiếu khác tổng thu về 16 và không thu về 5');
    await expect(commune.getByLabel('Thu về', { exact: true })).toHaveAttribute('aria-invalid', 'true');
    await expect(commune.locator('#s3')).toHaveValue('12');
    await look(commune, 'office-minutes-error');
    await commune.getByLabel('Không hợp lệ', { exact: true }).fill('1');
    await commune.getByLabel('Không thu về', { exact: true }).fill('4');
    await commune.getByRole('button', { name: 'Lưu biên bản' }).click();
    await expect(commune.getByRole('status')).toContainText('Đã lưu biên bản kiểm phiếu tay.');
  });

  await test.step('closes every hamlet, opens the boxes, then closes the round', async () => {
    for (const code of Object.keys(NAMES)) {
      await commune.goto(ydan.address + desks[code]);
      if (code === '01') {
        // Without the tick nothing is closed.
        await commune.getByRole('button', { name: 'Đóng thôn' }).click();
        await expect(commune.getByRole('alert')).toContainText('Thao tác này khó hoàn tác');
        await look(commune, 'office-unsure');
      }
      await commune.getByLabel(/thôi nhận phiếu/).check();
      await commune.getByRole('button', { name: 'Đóng thôn' }).click();
      await expect(commune.getByRole('status')).toContainText('Đã đóng thôn.');
      if (code === '01') {
        // Its box waits for those of the others.
        await expect(commune.getByText(/Chờ các thôn khác của xã đóng/)).toBeVisible();
        await expect(commune.getByRole('button', { name: 'Mở hòm, kiểm phiếu' })).toHaveCount(0);
        // Closed too early: taken back with a reason, and closed once more.
        await commune.locator('summary', { hasText: 'Mở lại thôn' }).click();
        await commune.getByLabel('Lý do mở lại').fill('Còn phiếu giấy chưa nhập.');
        await commune.getByLabel(/Mở lại thôn này/).check();
        await look(commune, 'office-hamlet-closed');
        await commune.getByRole('button', { name: 'Mở lại thôn' }).click();
        await expect(commune.getByRole('status')).toContainText('Đã mở lại thôn.');
        await commune.getByLabel(/thôi nhận phiếu/).check();
        await commune.getByRole('button', { name: 'Đóng thôn' }).click();
        await expect(commune.getByRole('status')).toContainText('Đã đóng thôn.');
        // The server dies right after saying that it is closed: it stays closed.
        await ydan.killAndServe();
      }
    }
    // The few ballots of hamlet 01 are opened together with those of 02; 03 was counted by hand.
    for (const code of ['01', '03']) {
      await commune.goto(ydan.address + desks[code]);
      const together = commune.getByText(/Hòm này mở chung với/);
      await expect(together).toHaveCount(code === '01' ? 1 : 0);
      await commune.getByLabel('Nơi kiểm phiếu').fill('Nhà văn hóa thôn');
      await commune.getByLabel('Người có mặt').fill('Nguyễn Văn A, trưởng thôn\nLê Thị B, Ban công tác Mặt trận');
      if (code === '01') {
        // Without the tick nothing is opened, and nothing that was typed is lost.
        await commune.getByRole('button', { name: 'Mở hòm, kiểm phiếu' }).click();
        await expect(commune.getByRole('alert')).toContainText('Thao tác này khó hoàn tác');
        await expect(commune.getByLabel('Người có mặt')).toHaveValue(/Lê Thị B/);
        await look(commune, 'office-count');
      }
      await commune.locator('#sure-count').check();
      await commune.locator('[value=count]').click();
      await expect(commune.getByRole('heading', { name: 'BIÊN BẢN KIỂM PHIẾU' })).toBeVisible();
      await expect(commune.getByText(/được mở và kiểm chung/)).toHaveCount(code === '01' ? 1 : 0);
      await look(commune, `office-signed-minutes-${code}`);
      // The server dies right after saying that it is counted: it is, once.
      if (code === '01') await ydan.killAndServe();
    }
    await commune.goto(ydan.address + desks['01']);
    await commune.locator('#file').setInputFiles({ name: 'bien-ban.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<script>alert(1)</script>') });
    await commune.getByRole('button', { name: 'Gắn vào biên bản' }).click();
    await expect(commune.getByRole('alert')).toContainText('không phải ảnh JPEG');
    // From a file, for handing so much to the browser takes longer than sending it; and only what hangs takes minutes.
    const big = join(ydan.folder, 'to.jpg');
    writeFileSync(big, Buffer.alloc(40 << 20, 7));
    await commune.locator('#file').setInputFiles(big);
    await commune.getByRole('button', { name: 'Gắn vào biên bản' }).click({ timeout: 180_000 });
    await expect(commune.getByRole('alert')).toContainText('Tệp lớn quá 12 MB', { timeout: 180_000 });
    await look(commune, 'office-hamlet-big-file');
    const photo = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
    await commune.locator('#file').setInputFiles({ name: 'biên bản.png', mimeType: 'image/png', buffer: photo });
    await commune.getByRole('button', { name: 'Gắn vào biên bản' }).click();
    const file = commune.getByRole('link', { name: 'biên bản.png' });
    const kept = await commune.request.get(ydan.address + (await file.getAttribute('href'))!);
    expect([kept.headers()['content-type'], (await kept.body()).equals(photo)]).toEqual(['image/png', true]);
    expect((await request.get(ydan.address + (await file.getAttribute('href'))!, { maxRedirects: 0 })).status()).toBe(303);
    await commune.goto(`${ydan.address}/lam-viec/dot/${round}`);
    await look(commune, 'office-round');
    // Households have days left: it takes a second look.
    await commune.getByRole('button', { name: 'Đóng đợt' }).click();
    await expect(commune.locator('[data-message="close-round-before-last-day"]')).toBeVisible();
    await commune.locator('#early').check();
    await commune.getByRole('button', { name: 'Đóng đợt' }).click();
    // What ends early says why: nothing is added to the notice afterwards.
    await expect(commune.locator('[data-message="close-round-early-reason-missing"]')).toBeVisible();
    await commune.locator('#without').fill('Mọi thôn đã thu xong phiếu');
    await commune.getByRole('button', { name: 'Đóng đợt' }).click();
    await commune.getByRole('link', { name: 'Soạn thông báo' }).click();
    await expect(commune.getByRole('heading', { name: 'Soạn thông báo' })).toBeVisible();
  });

  await test.step('publishes, and the notice equals a recount from what was put in', async () => {
    await commune.getByText('1 lý do hộ đã ghi').click();
    await expect(commune.getByText('Đường trước nhà ông Ba lầy')).toBeVisible();
    await commune.locator('#summary2').fill('Đường trong xóm còn lầy.');
    // Enter in a field keeps the draft; it never publishes.
    await commune.getByLabel('Họ tên người ký').press('Enter');
    await expect(commune.getByRole('status')).toContainText('Đã lưu bản soạn.');
    await commune.getByLabel('Đã xem lại số liệu').check();
    await commune.getByRole('button', { name: 'Công bố', exact: true }).click();
    await expect(commune.getByRole('alert')).toContainText('Ghi số của thông báo.');
    await commune.getByRole('link', { name: 'Ghi nơi niêm yết.' }).click();
    await expect(commune.getByLabel('Nơi niêm yết')).toBeFocused();
    const words = {
      'Tổ chức (dòng trên)': 'ỦY BAN MTTQ VIỆT NAM XÃ ĐẠ RÒN', 'Cơ quan ban hành': 'BAN THƯỜNG TRỰC', 'Số thông báo': '25/TB-MTTQ-BTT',
      'Địa danh': 'Đạ Ròn', 'Chức vụ người ký': 'TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH', 'Nơi nhận': 'UBND xã\nLưu: VT', 'Họ tên người ký': 'Nguyễn Thị Hoa', 'Nơi niêm yết': 'Nhà văn hóa các thôn',
    };
    for (const [label, value] of Object.entries(words)) await commune.getByLabel(label).fill(value);
    await look(commune, 'office-notice');
    await commune.getByRole('button', { name: 'Lưu và xem trước' }).click();
    await expect(commune.locator('#xem-truoc .a4__table tbody tr')).toHaveCount(QUESTIONS);
    await look(commune, 'office-notice-preview');
    expect((await request.get(`${ydan.address}/thong-bao/${round}`)).status()).toBe(404);
    await commune.getByLabel('Đã xem lại số liệu').check();
    await commune.getByRole('button', { name: 'Công bố', exact: true }).click();
    await expect(commune.getByRole('heading', { name: 'Đã công bố' })).toBeVisible();

    const reader = await watched(browser);
    await reader.goto(`${ydan.address}/thong-bao/${round}`);
    await expect(reader.getByText('Đường trong xóm còn lầy.')).toBeVisible();
    await expect(reader.getByText('nhà ông Ba')).toHaveCount(0);
    await look(reader, 'notice');
    await reader.goto(`${ydan.address}/bien-nhan`);
    await reader.locator('#receipt').fill(receipt.toLowerCase());
    await reader.getByRole('button', { name: 'Tra mã' }).click();
    await expect(reader.locator('.verdict--met')).toBeVisible();
    await look(reader, 'receipt-found');
    await reader.getByRole('link', { name: 'Xem danh sách' }).click();
    await expect(reader.getByText(receipt)).toBeVisible();
    await look(reader, 'receipt-list');
    const record = await request.get(`${ydan.address}/thong-bao/${round}/ho-so.zip`);
    expect([record.status(), record.headers()['content-type']]).toEqual([200, 'application/zip']);
    expect(ydan.run('export', '--round', round, '--out', join(ydan.folder, 'ho-so'))).toContain('hồ sơ công khai');
    await reader.goto(`${ydan.address}/thong-bao/${round}`);
    const ballots = Object.values(inputs).flat();
    const valid = ballots.filter((ballot) => /[su]/.test(ballot));
    const rows = reader.locator('.a4__table tbody tr');
    await expect(rows).toHaveCount(QUESTIONS);
    // Half up at two decimals, in whole numbers only.
    const percent = (part: number, whole: number) => {
      const scaled = Math.floor((part * 20_000 + whole) / (2 * whole));
      return `${Math.floor(scaled / 100)},${String(scaled % 100).padStart(2, '0')}`;
    };
    for (let no = 1; no <= QUESTIONS; no++) {
      const of = (letter: string) => valid.filter((ballot) => ballot[no - 1] === letter).length;
      const [satisfied, unsatisfied] = [of('s'), of('u')];
      const told = await rows.nth(no - 1).locator('.num').allTextContents();
      expect(told).toEqual([String(no), String(satisfied), percent(satisfied, satisfied + unsatisfied), String(unsatisfied), percent(unsatisfied, satisfied + unsatisfied)]);
    }
    // 4 of hamlet 01, 30 of hamlet 02 with one invalid, 16 of hamlet 03 with one invalid.
    const counted = reader.getByText('Thôn có phiếu thu về: 3/3. Tổng số hộ: 72. Phiếu phát ra: 72; thu về: 50; không thu về: 22. Hộ tham gia (phiếu thu về): 50, đạt 69,44%.');
    await expect(counted).toContainText('Phiếu hợp lệ: 48; không hợp lệ: 2.');
    expect(valid).toHaveLength(48);
    expect(ydan.run('verify')).toContain('đếm lại khớp');
  });

  await test.step('the level above reads who did what, and nobody sees a code there', async () => {
    await province.goto(`${ydan.address}/lam-viec/nhat-ky`);
    await expect(province.getByRole('rowheader', { name: 'Công bố kết quả' })).toBeVisible();
    const told = (await province.locator('main').textContent())!;
    for (const code of codes) expect(told).not.toContain(code);
    await look(province, 'office-journal');
    await province.goto(`${ydan.address}/lam-viec/tong-quan`);
    await expect(province.locator('.bars__columns')).toBeVisible();
    await look(province, 'office-dashboard');
    await commune.goto(`${ydan.address}/lam-viec/tong-quan`);
    await look(commune, 'office-dashboard-commune');
    await province.goto(`${ydan.address}/lam-viec/dot/${round}/tin-hieu`);
    await look(province, 'office-signals');
    await province.goto(`${ydan.address}/lam-viec/tai-khoan`);
    await look(province, 'office-accounts');
    await province.goto(`${ydan.address}/lam-viec/toi`);
    await look(province, 'office-own');
    await province.getByRole('button', { name: 'Đăng xuất' }).click();
    await expect(province.getByRole('heading', { name: 'Đăng nhập' })).toBeVisible();
    await province.goto(`${ydan.address}/lam-viec`);
    await expect(province).toHaveURL(/dang-nhap\?tiep=/);
    await look(province, 'office-sign-in');
  });
});
