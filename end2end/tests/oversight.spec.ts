// Who oversees: the units of 2022 and of 2025, statuses by file, the map, the plan's targets, a claim that people deny and
// the recommendation that comes of it, a merged commune.
import { existsSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { Ydan } from '../ydan';
import { accept } from '../people';
import { expect, look, test, unfold, watched } from '../watch';

/** Xã Đơn Dương of 2025, made of three units of 2022, one of them Xã Lạc Xuân. */
const SET = 'xa-ntm-2021-2025';
const shipped = (name: string) => fileURLToPath(new URL(`../../server/units/${name}`, import.meta.url));
/** Real files beside the repository, where they are. */
const beside = (name: string) => fileURLToPath(new URL(`../../../shared/units/${name}`, import.meta.url));
const real = (name: string) => (existsSync(beside(name)) ? beside(name) : shipped(name));

interface Unit { code: string; kind: string; name: string }
const list = (path: string): Unit[] =>
  readFileSync(path, 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')).map(([code, , , kind, name]) => ({ code, kind, name }));

const OLD = list(shipped('lamdong_2022.csv')).filter((unit) => unit.kind === 'xã');
const NEW = list(shipped('lamdong_2025.csv')).filter((unit) => unit.kind === 'xã');
const PAIRS = readFileSync(shipped('lamdong_2022_to_2025.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
/** A commune of 2025 that was made of a xã of 2022. */
const COMMUNE = NEW.find((unit) => PAIRS.some(([old, young]) => young === unit.code && OLD.some((one) => one.code === old)))!;
const BEFORE = OLD.find((unit) => PAIRS.some(([old, young]) => old === unit.code && young === COMMUNE.code))!;

/** What a browser is sent, before it unpacks it. */
const onTheWire = (address: string): Promise<{ packed: number; encoding: string }> =>
  new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'br' } }, (response) => {
      let packed = 0;
      response.on('data', (part: Buffer) => { packed += part.length; });
      response.on('end', () => resolve({ packed, encoding: response.headers['content-encoding'] ?? 'none' }));
    }).on('error', reject);
  });

/** When each criterion of each unit of 2022 was met; kept here to be counted once more. */
const met = new Map<string, string>();
/** The census, counted here once more. */
let households: Map<string, number>;
/** The round of the commune of 2025. */
let round: string;
let ydan: Ydan;

/** Squares, where the real outlines are not there. */
function squares(): string {
  const communes = list(shipped('lamdong_2025.csv')).filter((unit) => unit.code !== '68');
  const features = communes.map(({ code }, at) => {
    const [x, y] = [107.5 + (at % 12) * 0.1, 11 + Math.floor(at / 12) * 0.1];
    const ring = [[x, y], [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], [x, y]];
    return { type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [ring] } };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** Minutes of one hamlet in which 71 of a hundred are satisfied with question 2 and 96 with all others. */
function minutes(commune: string, second: number): string {
  const head = 'commune_code,hamlet_code,households,issued,returned,valid,invalid,question,satisfied,unsatisfied';
  const rows = Array.from({ length: 19 }, (_, i) => `${commune},01,100,100,100,100,0,${i + 1},${i === 1 ? second : 96},${100 - (i === 1 ? second : 96)}`);
  return `${head}\n${rows.join('\n')}\n`;
}

function publish(commune: string, second: number, from: string, to: string): string {
  ydan.run('hamlets', 'import', ydan.file(`h${commune}.csv`, `commune_code,code,name,households\n${commune},01,Thôn 1,100\n`));
  const round = ydan.run('round', 'open', '--ruleset', SET, '--unit', commune, '--from', from, '--to', to).trim().split('\n').at(-1)!;
  ydan.run('minutes', 'import', '--round', round, ydan.file(`m${commune}.csv`, minutes(commune, second)));
  ydan.run('round', 'close', '--early', round);
  ydan.run('round', 'count', round);
  ydan.run('round', 'publish', round);
  return round;
}

/** Households of the units of 2022 by the census, as the file beside the repository has them; made up where it is not there. */
function census(): { file: string; households: Map<string, number> } {
  const file = beside('lamdong_households_2019.csv');
  if (existsSync(file)) {
    const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split(','));
    const [code, counted] = ['code', 'households_2019'].map((name) => head.indexOf(name));
    return { file, households: new Map(rows.map((row) => [row[code], Number(row[counted])])) };
  }
  console.log('!!! the census is not beside the repository: households are made up');
  const units = list(shipped('lamdong_2022.csv'));
  const households = new Map(units.map((unit, n) => [unit.code, 900 + n]));
  const rows = units.map((unit) => `${unit.code},${households.get(unit.code)}`);
  return { file: ydan.file('census.csv', `code,households\n${rows.join('\n')}\n`), households };
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

test.beforeAll(async () => {
  ydan = new Ydan();
  const outlines = existsSync(beside('lamdong_2025.geojson')) ? beside('lamdong_2025.geojson') : ydan.file('o.geojson', squares());
  if (!outlines.includes('shared')) console.log('!!! the real outlines are not beside the repository: drawn with squares instead');
  ydan.run('units', 'import', real('lamdong_2022.csv'), '--valid-to', '2025-06-30');
  ydan.run('units', 'import', real('lamdong_2025.csv'), '--valid-from', '2025-07-01');
  ydan.run('units', 'merge', real('lamdong_2022_to_2025.csv'), '--on', '2025-07-01');
  ydan.run('boundaries', 'import', outlines, '--on', '2025-08-01');
  const counted = census();
  households = counted.households;
  const taken = ydan.run('households', 'import', counted.file, '--on', '2019-04-01', '--source', 'Tổng điều tra dân số và nhà ở');
  expect(taken).toContain(`thêm ${households.size}, sửa 0`);
  const rows: string[] = [];
  OLD.forEach((unit, n) => {
    for (let no = 1; no <= 19; no++) {
      const on = ['2025-03-01', '2024-12-31'][(n + no) % 7] ?? '2023-05-01';
      met.set(`${unit.code} ${no}`, on);
      rows.push(`${unit.code},${SET},${no},met,${on},BC 1/BC-UBND`);
    }
  });
  ydan.run('criteria', 'import', ydan.file('old.csv', `unit_code,ruleset,criterion,status,as_of,document\n${rows.join('\n')}\n`));
  ydan.run('titles', 'import', ydan.file('t.csv', `unit_code,title,event,day,decision\n${BEFORE.code},standard,granted,2020-12-15,1234/QĐ-UBND\n`));
  publish(BEFORE.code, 90, '2024-07-01', '2024-07-20');
  round = publish(COMMUNE.code, 71, day(-20), day(20));
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('the plan’s targets on two days agree with a count of their own', async ({ page }) => {
  const has = (unit: Unit, criteria: number[], by: string) => criteria.every((no) => met.get(`${unit.code} ${no}`)! <= by);
  const reached = (criteria: number[], by: string) => OLD.filter((unit) => has(unit, criteria, by)).length;
  const row = (content: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${content}\\s*Tiêu chí`) }) });
  await page.goto(`${ydan.address}/ket-qua/68/chi-tieu?ngay=2024-12-31`);
  await unfold(page);
  const roads = row('Giao thông, thủy lợi, điện');
  await expect(roads).toContainText(`${reached([2, 3, 4], '2024-12-31')} / 111`);
  await expect(roads).toContainText('Chưa đạt, còn thời hạn');
  const missing = OLD.find((unit) => !has(unit, [2, 3, 4], '2024-12-31'))!;
  const lacking = roads.locator('xpath=following-sibling::tr[1]');
  await lacking.locator('summary').click();
  await expect(lacking.getByRole('link', { name: missing.name, exact: true }).first()).toBeVisible();
  await look(page, 'targets-2024');
  await page.goto(`${ydan.address}/ket-qua/68/chi-tieu?ngay=2025-12-31`);
  await unfold(page);
  await expect(page.getByText('các đơn vị đã được sắp xếp lại')).toBeVisible();
  // The plan speaks of the units of its time, until somebody asks for the new ones.
  await expect(roads).toContainText(`${reached([2, 3, 4], '2025-06-30')} / 111`);
  await look(page, 'targets-of-its-time');
  await page.getByRole('link', { name: 'Tính trên các đơn vị mới' }).click();
  await expect(page.getByText('Tính trên các đơn vị mới')).toHaveCount(0);
  await unfold(page);
  // Of the new units nothing is written: that is no failure.
  await expect(roads).toContainText('Chưa có số liệu');
  await expect(roads).toContainText('Chưa đủ số liệu');
  await expect(roads).toContainText(`Đến hạn 31/12/2024: ${reached([2, 3, 4], '2024-12-31')} / 111`);
  await expect(page.getByText('Cấp huyện kết thúc ngày 30/6/2025: tính đến ngày đó.').first()).toBeVisible();
  await look(page, 'targets-2025');
});

test('a figure and an act of the plan are written down and stand on its page', async ({ browser, page }) => {
  const login = `dieuphoi-${test.info().project.name.length}`;
  const office = await accept(browser, ydan, login, ydan.invite(login, 'Lê Thị Phối', 'office', '68'));
  await office.goto(`${ydan.address}/lam-viec/tieu-chi/68`);
  await unfold(office);
  for (const [number, on] of [['46,35', '2020-12-31'], ['69,52', '2025-12-31']]) {
    await office.getByLabel('Giá trị', { exact: true }).fill(number);
    await office.getByLabel('Tính đến ngày').last().fill(on);
    await office.getByLabel('Nguồn').fill('Niên giám thống kê');
    await office.getByRole('button', { name: 'Ghi số liệu' }).click();
    await expect(office.getByRole('status')).toContainText('Đã ghi.');
  }
  await office.getByLabel('Việc', { exact: true }).selectOption({ label: 'Quy hoạch tỉnh được phê duyệt' });
  await office.getByLabel('Ngày xong').fill('2023-12-29');
  await office.getByLabel('Số văn bản').fill('1727/QĐ-TTg');
  await office.getByRole('button', { name: 'Ghi việc' }).click();
  await expect(office.getByText('xong ngày 29/12/2023, 1727/QĐ-TTg').first()).toBeVisible();
  await look(office, 'milestones-office');
  await page.goto(`${ydan.address}/ket-qua/68/chi-tieu?ngay=2026-01-15&don-vi-moi=1`);
  await unfold(page);
  await expect(page.getByRole('row').filter({ hasText: 'Thu nhập bình quân' })).toContainText('69,52');
  await look(page, 'milestones-public');
  await page.goto(`${ydan.address}/ket-qua/68/chi-tieu?ngay=2026-01-15&don-vi-moi=1&lang=en`);
  await look(page, 'milestones-english');
});

test('a merged commune shows its predecessors and no inherited title, and its trend keeps them apart', async ({ page }) => {
  await page.goto(`${ydan.address}/ket-qua/${COMMUNE.code}`);
  await unfold(page);
  await expect(page.getByText('Danh hiệu và tình trạng tiêu chí của đơn vị cũ không tự chuyển sang: cần đánh giá lại.')).toBeVisible();
  await expect(page.locator('.title-held')).toHaveCount(0);
  const before = page.getByRole('row').filter({ has: page.getByRole('link', { name: BEFORE.name, exact: true }) });
  await expect(before).toContainText('Đạt chuẩn nông thôn mới');
  await expect(before).toContainText('19 tiêu chí đạt');
  await look(page, 'commune-merged');
  await page.getByRole('link', { name: 'Diễn biến qua các đợt' }).click();
  await expect(page.getByRole('heading', { name: BEFORE.name })).toBeVisible();
  await expect(page.getByText('để tham khảo, không cộng vào số của xã')).toBeVisible();
  await look(page, 'trend');
});

test('a claim that people deny becomes a recommendation that is answered, returned, answered again and closed', async ({ browser }) => {
  test.setTimeout(300_000);
  // Each browser size tells the story with people of its own.
  const name = (login: string) => `${login}-${test.info().project.name.length}`;
  const join = (login: string, title: string, role: string, unit: string) => accept(browser, ydan, name(login), ydan.invite(name(login), title, role, unit));
  const front = await join('tinh', 'Trần Văn Tỉnh', 'front', '68');
  const office = await join('ubnd', 'Phạm Thị Xuân', 'office', COMMUNE.code);
  const stranger = await join('khac', 'Lê Văn Khác', 'office', NEW.find((unit) => unit.code !== COMMUNE.code)!.code);

  await look(office, 'office-first-page');
  await test.step('the People’s Committee claims by a file, looked at before it is written', async () => {
    await office.goto(`${ydan.address}/lam-viec/tieu-chi`);
    await unfold(office);
    await look(office, 'office-statuses');
    const template = await office.request.get(`${ydan.address}/lam-viec/tieu-chi/mau.xlsx?bo=${SET}`);
    expect(template.headers()['content-type']).toContain('spreadsheetml');
    // Each telling claims on a day of its own, so that there is always something to write.
    const on = day(-1 - test.info().project.name.length);
    const file = (rows: string[]) => Buffer.from(`unit_code,ruleset,criterion,status,as_of,document\n${rows.join('\n')}\n`);
    const lines = Array.from({ length: 19 }, (_, i) => `${COMMUNE.code},${SET},${i + 1},${i === 6 ? 'Chưa đạt' : 'Đạt'},${on},BC 12/BC-UBND`);
    await office.locator('#file').setInputFiles({ name: 'sai.csv', mimeType: 'text/csv', buffer: file([...lines, `${COMMUNE.code},${SET},20,met,${on},`]) });
    await office.getByRole('button', { name: 'Xem trước thay đổi' }).click();
    await expect(office.getByRole('alert')).toContainText('dòng 21');
    await look(office, 'office-statuses-error');
    await office.locator('#file').setInputFiles({ name: 'xa.csv', mimeType: 'text/csv', buffer: file(lines) });
    await office.getByRole('button', { name: 'Xem trước thay đổi' }).click();
    await expect(office.getByText('19 thay đổi')).toHaveCount(2);
    await look(office, 'office-draft');
    await office.getByRole('button', { name: 'Ghi 19 thay đổi' }).click();
    await expect(office.getByRole('status')).toContainText('Đã ghi 19 tình trạng.');
    await office.getByRole('link', { name: COMMUNE.name, exact: true }).click();
    await office.getByLabel('Tình trạng mới, tiêu chí 7').selectOption('Đạt');
    await office.getByLabel('Giá trị, tiêu chí 7').fill('Có chợ xã');
    await office.getByRole('button', { name: 'Lưu kết quả' }).click();
    await expect(office.getByRole('alert')).toContainText('Ghi số văn bản');
    await expect(office.getByLabel('Giá trị, tiêu chí 7')).toHaveValue('Có chợ xã');
    await office.getByLabel('Văn bản').fill('BC 13/BC-UBND');
    await office.getByRole('button', { name: 'Lưu kết quả' }).click();
    await expect(office.getByRole('status')).toContainText('Đã ghi.');
    await look(office, 'office-criteria');
  });

  await test.step('the Front finds it at the top and raises a recommendation from it', async () => {
    await front.goto(`${ydan.address}/lam-viec/giam-sat`);
    await unfold(front);
    const top = front.locator('tbody tr').first();
    await expect(top).toContainText(COMMUNE.name);
    await expect(top).toContainText('2. Giao thông');
    await expect(top).toContainText('71 / 100');
    await expect(top).toContainText('9,00 điểm');
    await look(front, 'office-claims');
    await top.getByRole('link', { name: 'Kiến nghị về tiêu chí 2' }).click();
    await expect(front.getByLabel('Tiêu đề')).toHaveValue(/29 hộ chưa hài lòng/);
    await expect(front.getByLabel('Lý do và điều kiến nghị')).toHaveValue(/71 trên 100 hộ/);
    await front.getByLabel('Tiêu đề').fill(`Đường xã, ${name('lần')}`);
    await front.getByLabel('Cho người dân xem').check();
    await look(front, 'office-raise');
    await front.getByRole('button', { name: 'Gửi kiến nghị' }).click();
    await expect(front.getByText('Chờ trả lời')).toBeVisible();
  });
  const thread = front.url();

  await test.step('the households it lists stand beside those of the census', async () => {
    const former = PAIRS.filter(([, young]) => young === COMMUNE.code).map(([old]) => old);
    const sum = former.reduce((all, code) => all + households.get(code)!, 0);
    const words = `${sum.toLocaleString('vi-VN')} hộ ngày 1/4/2019 (Tổng điều tra dân số và nhà ở; ${former.length} đơn vị cũ cộng lại)`;
    await front.goto(`${ydan.address}/lam-viec/thon/${COMMUNE.code}`);
    await expect(front.getByText(`Các thôn kê 100 hộ, chưa bằng 80% số thống kê. Thống kê: ${words}. Xem lại`)).toBeVisible();
    await look(front, 'office-hamlets-census');
    await front.goto(`${ydan.address}/lam-viec/dot/${round}/tin-hieu`);
    await expect(front.getByRole('row').filter({ hasText: `Các thôn kê 100 hộ, chưa bằng 80% số thống kê. Thống kê: ${words}.` })).toContainText(COMMUNE.name);
    await look(front, 'office-signals-census');
  });

  await test.step('each side takes its steps and nobody else sees it', async () => {
    expect((await stranger.goto(thread))!.status()).toBe(403);
    await office.goto(`${ydan.address}/lam-viec`);
    await expect(office.locator('.steps__now[data-step=reply] a.button')).toBeVisible();
    const say = async (page: typeof office, label: string, text: string, button: string, stage: string) => {
      await page.goto(thread);
      await page.getByLabel(label).fill(text);
      await page.getByRole('button', { name: button }).click();
      await expect(page.getByText(stage).first()).toBeVisible();
      await expect(page.getByText(text)).toBeVisible();
    };
    const [theirs, ours] = ['Trả lời của Ủy ban nhân dân', 'Ý kiến của Mặt trận'];
    await say(office, theirs, 'Đã trình sửa đường.', 'Gửi trả lời', 'Đã trả lời, chờ Mặt trận xem');
    await say(front, ours, 'Chưa có ngày xong.', 'Trả lại', 'Trả lại, chờ trả lời lại');
    await say(office, theirs, 'Xong trước Tết.', 'Gửi trả lời', 'Đã trả lời, chờ Mặt trận xem');
    await look(front, 'office-thread');
    await stranger.goto(`${ydan.address}/ket-qua/${COMMUNE.code}?lang=en`);
    await unfold(stranger);
    await expect(stranger.locator('.thread', { hasText: name('lần') })).toBeVisible();
    await look(stranger, 'commune-answered-english');
    // Closing cannot be taken back: it takes a second look, and nothing that was typed is lost by it.
    await front.goto(thread);
    await front.getByLabel(ours).fill('Đường đã sửa xong.');
    await front.getByRole('button', { name: 'Kết thúc kiến nghị' }).click();
    await expect(front.getByRole('alert')).toBeVisible();
    await look(front, 'office-thread-error');
    await expect(front.getByLabel(ours)).toHaveValue('Đường đã sửa xong.');
    await front.getByLabel('Kết thúc hẳn').check();
    await front.getByRole('button', { name: 'Kết thúc kiến nghị' }).click();
    await expect(front.getByText('Đã kết thúc').first()).toBeVisible();
    await look(office, 'office-home-office');
    await front.goto(`${ydan.address}/lam-viec/kien-nghi?ky=${day(0).slice(0, 7)}`);
    await expect(front.getByRole('heading', { name: 'Theo địa bàn' })).toBeVisible();
    await look(front, 'office-recommendations');
  });

  await test.step('residents read it, without names, on the commune’s page', async () => {
    const reader = await watched(browser);
    await reader.goto(`${ydan.address}/ket-qua/${COMMUNE.code}`);
    await unfold(reader);
    const told = reader.locator('.thread', { hasText: name('lần') });
    await expect(told).toContainText('Xong trước Tết.');
    await expect(told).toContainText('UBND');
    await expect(told).not.toContainText('Xuân');
    await look(reader, 'commune-thread');
  });

  await test.step('the map shows it, by picture and by table', async () => {
    await front.goto(`${ydan.address}/ket-qua/68/ban-do?xem=lech`);
    await unfold(front);
    await expect(front.locator('.map path')).toHaveCount(124);
    await expect(front.getByRole('row').filter({ hasText: COMMUNE.name })).toContainText('1 tiêu chí');
    await look(front, 'map');
    const { packed, encoding } = await onTheWire(`${ydan.address}/ket-qua/68/ban-do`);
    console.log(`map of 124 communes: ${packed} bytes on the wire (${encoding})`);
    expect(encoding).toBe('br');
    expect(packed).toBeLessThan(80 * 1024);
    if (test.info().project.use.javaScriptEnabled !== false) {
      const picture = front.locator('svg.map');
      const seen = () => picture.getAttribute('viewBox');
      await expect(front.locator('[data-magnify]')).toBeVisible();
      const whole = await seen();
      await front.locator('[data-magnify] [value="+"]').click();
      expect(await seen()).not.toBe(whole);
      await look(front, 'map-magnified');
      await picture.press('0');
      expect(await seen()).toBe(whole);
      // From commune to commune by the arrow keys, each told with its figure.
      await picture.press('ArrowRight');
      await expect(front.locator('svg.map a:focus')).toHaveCount(1);
      const first = await front.locator('[data-map-told]').textContent();
      await front.keyboard.press('ArrowLeft');
      await expect(front.locator('[data-map-told]')).not.toHaveText(first!);
      // Another metric and another day without loading the page.
      await front.evaluate(() => { document.body.dataset.same = 'yes'; });
      await front.locator('#xem').selectOption('kien-nghi');
      await expect(front).toHaveURL(/xem=kien-nghi/);
      const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
      await front.locator('#ngay').fill(yesterday);
      await front.locator('#ngay').dispatchEvent('change');
      await expect(front).toHaveURL(new RegExp(`ngay=${yesterday}`));
      await expect(front.locator('.map path')).toHaveCount(124);
      await look(front, 'map-switched');
      expect(await front.evaluate(() => document.body.dataset.same)).toBe('yes');
    }
    await front.locator(`.map a[href="/ket-qua/${COMMUNE.code}"] path`).click({ force: true });
    await expect(front.getByRole('heading', { name: COMMUNE.name, level: 1 })).toBeVisible();
  });
});
