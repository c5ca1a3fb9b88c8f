// Every page that can be reached from the first one, of every role of the demonstration: on a phone no page is longer than
// eight screens before something is unfolded, nothing is wider than the screen, and every kind of page is accessible.
import { signIn } from '../people';
import { Ydan } from '../ydan';
import { expect, look, test } from '../watch';
import { appendFileSync, mkdirSync, rmSync } from 'node:fs';

const ROLES = ['', 'tinh', 'xa', 'thon', 'ubnd', 'dieuphoi'];
/** In pixels, at 360 across. */
const LONGEST = 6_000;
/** So many addresses of one kind of page are opened. */
const OF_A_KIND = 2;

let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.run('demo', '--base-url', ydan.address);
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

/** The kind of page of an address: without keys and values. */
function kindOf(address: string): string {
  const { pathname, searchParams } = new URL(address, ydan.address);
  // Of a commune and of a province a notice is as long as what it tells.
  if (pathname.startsWith('/thong-bao/') && !searchParams.has('noi')) return address;
  const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '*').replace(/\d{2,}/g, (code) => '*'.repeat(code.length)).replace(/^\/p\/.*/, '/p');
  return [path, ...new Set([...searchParams.keys()].sort())].join(' ');
}

/** Made to be printed: all of it is open on purpose. */
const isPrint = (address: string) => /[?&]in=1|[?&]in-/.test(address);

for (const role of ROLES) {
  test(`no page that ${role || 'the public'} can reach is long @phone`, async ({ page }) => {
    test.setTimeout(600_000);
    if (role) await signIn(page, ydan, role);
    const waiting = role ? ['/lam-viec'] : ['/', '/ket-qua', '/minh-hoa', '/phieu', '/cach-tinh', '/dang-nhap'];
    const opened = new Set<string>();
    const kinds = new Map<string, number>();
    const long: string[] = [];
    // How long each page is, to be compared with another day's.
    const heights = `test-results/heights/${role || 'public'}.tsv`;
    mkdirSync('test-results/heights', { recursive: true });
    rmSync(heights, { force: true });
    while (waiting.length > 0) {
      const address = waiting.shift()!;
      const kind = kindOf(address);
      const before = kinds.get(kind) ?? 0;
      if (opened.has(address) || before === OF_A_KIND) continue;
      opened.add(address);
      kinds.set(kind, before + 1);
      await page.goto(ydan.address + address);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      appendFileSync(heights, `${height}\t${kind}\t${address}\n`);
      if (height > LONGEST && !isPrint(address)) long.push(`${address}: ${height}`);
      if (before === 0) await look(page, `every-${role || 'public'}-${kinds.size}`);
      const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')!));
      for (const link of links) {
        const isFile = /\.(xlsx|zip|pdf|docx|csv|sav|parquet|json)\b|^\/api\/|\/(tep|tai-lieu)\//.test(link);
        if (!isFile && link.startsWith('/lam-viec') === (role !== '')) waiting.push(link.replace(/#.*/, ''));
      }
    }
    console.log(`${role || 'public'}: ${opened.size} pages of ${kinds.size} kinds`);
    expect(kinds.size).toBeGreaterThan(5);
    expect(long).toEqual([]);
  });
}
