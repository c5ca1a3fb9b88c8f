// The period of today: units of 2025 and a set of criteria for which no share is required yet. Oversight opens on what
// people answered, a row becomes a recommendation, and no page calls anything met or not met.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ydan } from '../ydan';
import { accept } from '../people';
import { expect, look, test } from '../watch';

const SET = 'xa-ntm-2026-2030';
const QUESTIONS = 16;
/** Xã Đơn Dương and Xã Ka Đô of 2025. */
const [FIRST, SECOND] = ['24931', '24943'];

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
const shipped = (name: string) => fileURLToPath(new URL(`../../server/units/${name}`, import.meta.url));

let ydan: Ydan;
const rounds: string[] = [];

/** A published round in which all questions but one have 96 of a hundred satisfied. */
function publish(commune: string, weak: number, satisfied: number): void {
  ydan.run('hamlets', 'import', ydan.file('h.csv', `commune_code,code,name,households\n${commune},01,Thôn 1,120\n`));
  const round = ydan.run('round', 'open', '--ruleset', SET, '--unit', commune, '--from', day(-20), '--to', day(20)).trim().split('\n').at(-1)!;
  const head = 'commune_code,hamlet_code,households,issued,returned,valid,invalid,question,satisfied,unsatisfied';
  const rows = Array.from({ length: QUESTIONS }, (_, i) => {
    const yes = i + 1 === weak ? satisfied : 96;
    return `${commune},01,120,120,100,100,0,${i + 1},${yes},${100 - yes}`;
  });
  ydan.run('minutes', 'import', '--round', round, ydan.file('m.csv', `${head}\n${rows.join('\n')}\n`));
  ydan.run('round', 'close', '--early', round);
  ydan.run('round', 'count', round);
  ydan.run('round', 'publish', round);
  rounds.push(round);
}

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.run('units', 'import', shipped('lamdong_2022.csv'), '--valid-to', '2025-06-30');
  ydan.run('units', 'import', shipped('lamdong_2025.csv'), '--valid-from', '2025-07-01');
  ydan.run('units', 'merge', shipped('lamdong_2022_to_2025.csv'), '--on', '2025-07-01');
  publish(FIRST, 2, 61);
  publish(SECOND, 8, 43);
  const claims = [FIRST, SECOND].flatMap((unit) => Array.from({ length: 9 }, (_, i) => `${unit},${SET},${i + 1},met,${day(-30)},BC 12/BC-UBND`));
  ydan.run('criteria', 'import', ydan.file('c.csv', `unit_code,ruleset,criterion,status,as_of,document\n${claims.join('\n')}\n`));
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('what people are least satisfied with stands at the top and becomes a recommendation', async ({ browser }) => {
  const login = `tinh-${test.info().project.name.length}`;
  const front = await accept(browser, ydan, login, ydan.invite(login, 'Trần Văn Tỉnh', 'front', '68'));
  await front.goto(`${ydan.address}/lam-viec/giam-sat`);
  const top = front.locator('tbody tr').first();
  await expect(top).toContainText('43 / 100');
  await expect(front.getByText('chưa có mức quy định')).toHaveCount(1);
  await look(front, 'period-oversight');
  await front.goto(`${ydan.address}/lam-viec/giam-sat?loai=khong-hoi`);
  await look(front, 'period-oversight-not-asked');
  await front.goto(`${ydan.address}/lam-viec/giam-sat`);
  await top.getByRole('link', { name: 'Kiến nghị về tiêu chí 5' }).click();
  await expect(front.getByLabel('Lý do và điều kiến nghị')).toHaveValue(/43 trên 100 hộ trả lời hài lòng \(43,00%\), 57 hộ/);
  await look(front, 'period-raise');
  await front.getByRole('button', { name: 'Gửi kiến nghị' }).click();
  await expect(front.getByText('Chờ trả lời')).toBeVisible();
  await look(front, 'period-recommendation');
});

test('public pages show what people said and judge nothing', async ({ page }) => {
  const pages = {
    'period-list': '/ket-qua/68?xep=hai-long',
    'period-commune': `/ket-qua/${FIRST}`,
    'period-trend': `/ket-qua/${FIRST}/dien-bien`,
    'period-notice': `/thong-bao/${rounds[0]}`,
    'period-map': '/ket-qua/68/ban-do',
    'period-map-mismatches': '/ket-qua/68/ban-do?xem=lech',
    'period-list-english': '/ket-qua/68?xep=hai-long&lang=en',
    'period-map-english': '/ket-qua/68/ban-do?xem=lech&lang=en',
  };
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(`${ydan.address}${path}`);
    await look(page, name);
  }
});
