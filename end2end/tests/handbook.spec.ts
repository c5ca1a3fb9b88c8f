// The pictures of the handbooks, made of the running program as the texts tell the work; then the handbooks with them.
import { execFileSync } from 'node:child_process';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { begin, finish, illustrate, named, screen, taken } from '../handbook';
import { PASSWORD, signIn } from '../people';
import { openPrint, readPrint } from '../printed';
import { Ydan } from '../ydan';
import { expect, look, test } from '../watch';

/** Xã Đơn Dương, among the units since 1/7/2025. */
const COMMUNE = '24931';
const HAMLETS = 'Thôn Nghĩa Hiệp 1\t32\nThôn Lạc Thạnh\t24\nThôn Quảng Hiệp\t28\nThôn Ka Đê\t20';
const READERS = ['thon', 'xa', 'tinh', 'co-quan'];
/** The province's map on a screen of the desk. */
const PROVINCE = '68';

let ydan: Ydan;
let demo: Ydan;
const contexts: BrowserContext[] = [];

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.run('units', 'import', 'builtin:lamdong-2025');
  demo = new Ydan();
  demo.run('demo', '--base-url', demo.address);
  await Promise.all([ydan.serve(), demo.serve()]);
});
test.afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  ydan.stop();
  demo.stop();
});

async function enter(browser: Browser, login: string): Promise<Page> {
  const page = await screen(browser, contexts);
  await signIn(page, demo, login);
  return page;
}

test('a round as the handbooks of commune and hamlet tell it, in pictures @desktop', async ({ browser, request }) => {
  test.setTimeout(600_000);
  begin();
  const letter = ydan.invite('mttq.donduong', 'Nguyễn Thị Hoa', 'front', COMMUNE);
  const page = await screen(browser, contexts);
  const at = (path: string) => page.goto(ydan.address + path);

  await at(`/thu-moi?ten=mttq.donduong`);
  await page.locator('#letter, [name=letter]').first().fill(letter);
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD);
  await illustrate(page, 'kich-hoat', { 2: page.getByLabel('Mã trên thư'), 3: page.getByLabel('Mật khẩu mới', { exact: true }), 4: page.locator('main button') });
  await page.locator('main button').click();
  const gate = await screen(browser, contexts);
  await gate.goto(`${ydan.address}/dang-nhap`);
  await gate.getByLabel('Tên đăng nhập').fill('mttq.donduong');
  await illustrate(gate, 'dang-nhap', { 2: gate.locator('main button') });

  await test.step('hamlets, people, plan', async () => {
    await at(`/lam-viec/thon/${COMMUNE}`);
    await page.locator('#list').fill(HAMLETS);
    await illustrate(page, 'danh-sach-thon', { 1: page.locator('.top__nav a', { hasText: 'Thôn' }), 2: page.locator('#list'), 3: page.locator('summary', { hasText: 'tệp Excel' }) }, { most: 1000 });
    await page.locator('[value=paste]').click();
    await page.locator('[value=keep]').click();
    await expect(page).toHaveURL(/xong/);
    await at('/lam-viec/tai-khoan/moi');
    await page.locator('[name=name1]').fill('Trần Văn Bình');
    await page.locator('[name=name2]').fill('K’ Brơi');
    await illustrate(page, 'moi-nguoi', { 2: page.locator('[name=name1]'), 3: page.getByRole('button', { name: 'Mời và in thư' }) }, { most: 880 });
    await at('/lam-viec/ke-hoach/moi');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
    const plan = page.url();
    await page.getByLabel('Số kế hoạch').fill('12/KH-MTTQ-BTT');
    await page.locator('#participation_source').fill('Kế hoạch số 12/KH-MTTQ-BTT');
    await illustrate(page, 'ke-hoach', { 2: page.getByLabel('Số kế hoạch'), 5: page.locator('section.verdict') }, { from: page.locator('section.verdict'), most: 980 });
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.goto(`${plan}/phieu`);
    await page.locator('details.wording summary').nth(1).click();
    await illustrate(page, 'noi-dung-phieu', { 2: page.locator('details.wording[open]').first() }, { from: page.locator('details.wording').first(), to: page.locator('details.wording').nth(2), most: 980 });
    await page.locator('[name=reviewed]').check();
    await page.getByRole('button', { name: 'Lưu', exact: true }).click();
    await page.goto(plan);
    const open = page.getByRole('button', { name: 'Mở đợt' });
    await illustrate(page, 'mo-dot', { 2: open }, { from: page.locator('#closes'), to: open });
    await open.click();
    await expect(page.getByText('Đang mở')).toBeVisible();
  });
  const round = new URL(page.url()).pathname.split('/').at(-1)!;
  const names = HAMLETS.split('\n').map((line) => line.split('\t')[0]);
  const hamlets = await Promise.all(names.map(async (name) => (await page.getByRole('link', { name, exact: true }).getAttribute('href'))!));

  await test.step('slips', async () => {
    await at(`/lam-viec/dot/${round}/in`);
    await page.locator('[value=issue]').click();
    await expect(page.locator('[value=issue]')).toHaveCount(0);
    await illustrate(page, 'in-phieu', { 3: page.locator('[data-print="the-ma.pdf"]'), 5: page.locator('summary', { hasText: 'Đã in xong' }) }, { most: 900 });
  });

  const codes: string[][] = [];
  for (const hamlet of hamlets) {
    await at(`/lam-viec/dot/${round}/in?thon=${hamlet.split('/').at(-1)}`);
    codes.push((await openPrint(ydan, page, 'the-ma.pdf')).codes);
  }
  const questions = await test.step('a household answers', async () => {
    const phone = await screen(browser, contexts, true);
    await phone.goto(`${ydan.address}/p/${codes[0][0].replaceAll('-', '')}`);
    await phone.locator('#cau-1').getByText('Hài lòng', { exact: true }).click();
    await phone.locator('#cau-2').getByText('Chưa hài lòng', { exact: true }).click();
    await phone.locator('#cau-1').evaluate((question) => question.scrollIntoView());
    await illustrate(phone, 'ho-tra-loi', {}, { asIs: true });
    return await phone.locator('[id^=cau-]').count();
  });
  // The others answer: most are satisfied, some not with the second.
  let sent = 0;
  for (const [no, all] of codes.entries()) {
    for (const [at, code] of all.slice(0, no === 2 ? 0 : 17 - no * 2).entries()) {
      const answers = Array.from({ length: questions }, (_, i) => `q${i + 1}=${i === 1 && at % 3 === 0 ? 'u' : 's'}`).join('&');
      const reason = at === 3 ? `&r2=${encodeURIComponent('Đường vào xóm còn lầy khi mưa')}` : '';
      sent += 1;
      const answer = await request.post(`${ydan.address}/phieu`, {
        data: `step=send&code=${code}&idempotency_key=${String(sent).padStart(32, '0')}&${answers}${reason}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer.url()).toContain('/cam-on');
    }
  }

  await test.step('while it is open', async () => {
    await at('/lam-viec');
    await illustrate(page, 'viec-can-lam', { 2: page.locator('.steps__now .button') }, { most: 900 });
    await at(`/lam-viec/dot/${round}`);
    await illustrate(page, 'theo-doi', {}, { most: 1000 });
    await at(`${hamlets[0]}/ho-tro`);
    await page.getByLabel('Mã trên tờ phiếu').fill(codes[0][20]);
    await illustrate(page, 'ho-tro', { 2: page.getByLabel('Mã trên tờ phiếu') });
    await at(hamlets[1]);
    await page.getByRole('button', { name: 'Nhập phiếu giấy' }).click();
    await page.waitForURL(/\/lo\//);
    const key = async (serial: number, keys: string) => {
      await page.locator('#slip').fill(String(serial));
      await page.locator('#keys').fill(keys);
    };
    for (const serial of [20, 21]) {
      await key(serial, '1'.repeat(questions));
      await page.keyboard.press('Enter');
      await expect(page.getByRole('heading', { name: `Đã nhập ${serial - 19} phiếu` })).toBeVisible();
    }
    await key(22, '1121');
    await illustrate(page, 'nhap-phieu-giay', { 2: page.locator('#slip') }, { most: 820 });
    await key(22, '');
    await page.locator('#slip').fill('');
    await page.locator('#sure-count').check();
    await page.locator('button[value=count]').click();
    await expect(page.locator('button[value=count]')).toHaveCount(0);
    await at(`${hamlets[2]}/bien-ban`);
    const head = { 'Tổng số hộ': '28', 'Phát ra': '28', 'Thu về': '26', 'Không thu về': '2', 'Hợp lệ': '26', 'Không hợp lệ': '0' };
    for (const [label, value] of Object.entries(head)) await page.getByLabel(label, { exact: true }).fill(value);
    for (let no = 1; no <= questions; no++) {
      await page.locator(`#s${no}`).fill(no === 2 ? '22' : '26');
      await page.locator(`#u${no}`).fill(no === 2 ? '4' : '0');
    }
    await illustrate(page, 'kiem-tay', { 3: page.locator('main .fields') }, { most: 800 });
    await page.getByLabel(/Đây là biên bản của/).check();
    await page.getByRole('button', { name: 'Lưu biên bản' }).click();
    await expect(page.getByRole('status')).toBeVisible();
  });

  await test.step('closing, counting, signing', async () => {
    for (const [no, hamlet] of hamlets.entries()) {
      await at(hamlet);
      const close = page.getByRole('button', { name: 'Đóng thôn' });
      await page.getByLabel(/thôi nhận phiếu/).check();
      if (no === 0) await illustrate(page, 'dong-thon', { 2: close }, { from: page.getByRole('heading', { name: 'Đóng thôn' }), to: close });
      await close.click();
      await expect(page.getByRole('status')).toContainText('Đã đóng thôn.');
    }
    for (const [no, hamlet] of hamlets.entries()) {
      await at(hamlet);
      await page.getByLabel('Nơi kiểm phiếu').fill('Nhà văn hóa thôn');
      await page.getByLabel('Người có mặt').fill('Trần Văn Bình, Trưởng ban công tác Mặt trận\nLê Thị Mai, đại diện các hộ');
      await page.locator('#sure-count').check();
      const count = page.locator('[value=count]');
      if (no === 0) await illustrate(page, 'mo-hom', { 2: page.getByLabel('Nơi kiểm phiếu'), 3: count }, { from: page.getByRole('heading', { name: 'Mở hòm, kiểm phiếu' }), to: count });
      await count.click();
      await expect(page.getByRole('heading', { name: 'BIÊN BẢN KIỂM PHIẾU' })).toBeVisible();
      if (no === 0) await illustrate(page, 'ky-bien-ban', {}, { most: 900 });
    }
    await at(`/lam-viec/dot/${round}`);
    const close = page.getByRole('button', { name: 'Đóng đợt' });
    await page.locator('#early').check();
    await page.locator('#without').fill('Mọi thôn đã thu xong phiếu');
    await illustrate(page, 'dong-dot', { 1: close, 2: page.locator('#without') }, { from: page.getByRole('heading', { name: 'Đóng đợt' }), to: close });
    await close.click();
  });

  await test.step('publishing', async () => {
    await at(`/lam-viec/dot/${round}/thong-bao`);
    await page.locator('#summary2').fill('Nhiều hộ nói đường vào xóm còn lầy khi mưa.');
    const words = {
      'Số thông báo': '25/TB-MTTQ-BTT', 'Địa danh': 'Đơn Dương',
      'Chức vụ người ký': 'TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH', 'Nơi nhận': 'UBND xã\nLưu: VT', 'Họ tên người ký': 'Nguyễn Thị Hoa', 'Nơi niêm yết': 'Nhà văn hóa các thôn',
    };
    for (const [label, value] of Object.entries(words)) await page.getByLabel(label).fill(value);
    await illustrate(page, 'thong-bao', { 2: page.locator('#summary2'), 3: page.getByLabel('Số thông báo') }, { from: page.getByRole('heading', { name: 'Soạn thông báo' }), most: 1200 });
    await page.getByLabel('Đã xem lại số liệu').check();
    await page.getByRole('button', { name: 'Công bố', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Đã công bố' })).toBeVisible();
    await at(`/thong-bao/${round}`);
    await illustrate(page, 'niem-yet', {}, { most: 900 });
    expect(ydan.run('verify')).toContain('đếm lại khớp');
  });
});

test('what the handbooks of province and office are about, in pictures @desktop', async ({ browser }) => {
  test.setTimeout(300_000);
  const province = await enter(browser, 'tinh');
  const at = (page: Page, path: string) => page.goto(demo.address + path);
  await illustrate(province, 'theo-doi-xa', {}, { most: 900 });
  const rounds = await province.locator('table a[href*="/dot/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
  await at(province, '/lam-viec/tai-khoan/moi');
  await province.locator('[name=name1]').fill('Nguyễn Thị Hoa');
  await illustrate(province, 'moi-xa', { 2: province.locator('[name=name1]') }, { most: 700 });
  for (const round of rounds) {
    await at(province, `${round}/tin-hieu`);
    if ((await province.locator('main table').count()) > 0) break;
  }
  await illustrate(province, 'dau-hieu', {}, { most: 700 });
  await at(province, '/lam-viec/giam-sat');
  await illustrate(province, 'giam-sat', {}, { most: 900 });
  await at(province, '/lam-viec/kien-nghi');
  const links = await province.locator('main a[href*="/lam-viec/kien-nghi/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href')!).filter((to) => /[0-9a-f-]{36}/.test(to)));
  const waiting: string[] = [];
  let longest = { to: links[0], steps: 0 };
  for (const to of links) {
    await at(province, to);
    const steps = await province.locator('.thread__steps > li').count();
    if (steps > longest.steps) longest = { to, steps };
    if (steps === 1) waiting.push(to);
  }
  await at(province, longest.to);
  await illustrate(province, 'kien-nghi', {}, { most: 950 });
  await at(province, `/ket-qua/${PROVINCE}/ban-do`);
  await illustrate(province, 'ban-do', {}, { most: 900 });
  await at(province, `/ket-qua/${PROVINCE}/chi-tieu`);
  await illustrate(province, 'chi-tieu', {}, { most: 900 });

  const office = await enter(browser, 'ubnd');
  await at(office, `/lam-viec/tieu-chi/${COMMUNE}`);
  await illustrate(office, 'tu-danh-gia', {}, { most: 1000 });
  for (const to of waiting) {
    const answer = await at(office, to);
    if (answer!.ok() && (await office.getByLabel('Trả lời của Ủy ban nhân dân').count()) > 0) break;
  }
  await office.getByLabel('Trả lời của Ủy ban nhân dân').fill('Ủy ban nhân dân xã đã kiểm tra, sẽ thu gom rác hai lần mỗi tuần từ tháng sau.');
  await illustrate(office, 'tra-loi', { 2: office.getByLabel('Trả lời của Ủy ban nhân dân') }, { most: 900 });
  const coordination = await enter(browser, 'dieuphoi');
  await at(coordination, `/lam-viec/tieu-chi/${COMMUNE}`);
  await illustrate(coordination, 'tham-dinh', {}, { most: 1000 });
});

test('handbooks show every picture that they name, on screen and on paper @desktop', async ({ page }) => {
  test.setTimeout(300_000);
  expect(taken()).toEqual(named());
  finish(ydan.run('--version').trim().split(' ').at(-1)!);
  await ydan.killAndServe();
  const seen: string[] = [];
  await page.goto(`${ydan.address}/so-tay`);
  await look(page, 'handbooks');
  for (const reader of READERS) {
    await page.goto(`${ydan.address}/so-tay/${reader}`);
    const pictures = page.locator('img[data-picture]');
    for (let at = 0; at < (await pictures.count()); at++) {
      const picture = pictures.nth(at);
      await picture.scrollIntoViewIfNeeded();
      await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(300);
      seen.push((await picture.getAttribute('data-picture'))!);
    }
    await look(page, `handbook-${reader}`);
    const print = await readPrint(ydan, await page.request.get(`${ydan.address}/so-tay/${reader}/so-tay.pdf`), `so-tay-${reader}`);
    const images = execFileSync('pdfimages', ['-list', print.pdf], { encoding: 'utf8', stdio: 'pipe' }).trim().split('\n').length - 2;
    expect(images).toBe(await pictures.count());
    expect(execFileSync('pdfinfo', [print.pdf], { encoding: 'utf8', stdio: 'pipe' })).toMatch(/Tagged:\s+yes[\s\S]*Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/);
    const address = await page.locator('.handbook__contents a').last().getAttribute('href');
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(`${ydan.address}${address}`);
    await expect(page.locator(`[id="${address!.split('#')[1]}"] ol`)).toBeVisible();
    await look(page, `handbook-${reader}-narrow`);
    await page.setViewportSize({ width: 1280, height: 800 });
  }
  expect([...new Set(seen)].sort()).toEqual(named());
});
