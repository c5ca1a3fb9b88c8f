// A commune's Front invites its working committees in one go, and prints their letters.
import { execFileSync } from 'node:child_process';
import { accept } from '../people';
import { readPrint } from '../printed';
import { COMMUNE, Ydan } from '../ydan';
import { expect, look, test, unfold } from '../watch';

let ydan: Ydan;

test.beforeAll(async () => {
  ydan = new Ydan();
  ydan.units();
  await ydan.serve();
});
test.afterAll(() => ydan.stop());

test('thirty working committees are invited on one page, and their letters are one file', async ({ browser }) => {
  const name = test.info().project.name;
  const page = await accept(browser, ydan, `xa-${name}`, ydan.invite(`xa-${name}`, 'Nguyễn Thị Hoa', 'front', COMMUNE));
  await page.goto(`${ydan.address}/lam-viec/thon/${COMMUNE}`);
  if ((await page.locator('#code1').inputValue()) === '') {
    const list = Array.from({ length: 30 }, (_, at) => `Thôn Đạ Nhar ${at + 1}\t${40 + at}`).join('\n');
    await unfold(page);
    await page.locator('#list').fill(list);
    await page.locator('[value=paste]').click();
    await page.locator('[value=keep]').click();
    await expect(page).toHaveURL(/xong/);
  }
  await page.goto(`${ydan.address}/lam-viec/tai-khoan`);
  await page.getByRole('link', { name: 'Mời nhiều người một lần' }).click();
  await look(page, 'office-invitations');
  await unfold(page);
  const place = (at: number) => page.locator(`[name=place${at}]`);
  const first = (await place(1).inputValue()).split('/')[1];
  await page.locator('[name=name1]').fill('Nguyễn Thị Mai');
  await page.locator('[name=name3]').fill('Nguyễn Thị Khương Đạ Sar '.repeat(5));
  await page.locator('[name=name4]').fill('K’ Brơi');
  await page.getByRole('button', { name: 'Mời và in thư' }).click();
  // One name is too long: nobody is invited, and what was typed stays where it was.
  await expect(page.getByRole('alert')).toBeVisible();
  await look(page, 'office-invitations-fault');
  expect((await place(1).inputValue()).split('/')[1]).toBe(first);
  await expect(page.locator('[name=name4]')).toHaveValue('K’ Brơi');
  await page.locator('[name=name3]').fill('Nguyễn Thị Khương Đạ Sar '.repeat(5).slice(0, 100));
  await page.getByRole('button', { name: 'Mời và in thư' }).click();
  await expect(page.locator('.letter')).toHaveCount(3);
  await look(page, 'office-letters');
  const codes = (await page.locator('.letter .code').allTextContents()).map((code) => code.trim());
  const logins = await page.locator('.letter__login').allTextContents();
  expect(new Set([...codes, ...logins]).size).toBe(6);

  const letters = await page.locator('[name=letter]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const body = new URLSearchParams([['step', 'print'], ...letters.map((letter) => ['letter', letter])]).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: ydan.address };
  const file = await page.request.post(`${ydan.address}/lam-viec/tai-khoan/moi`, { data: body, headers });
  const print = await readPrint(ydan, file, 'thu-moi');
  expect([...print.codes].sort()).toEqual([...codes].sort());
  expect(print.scan()).toEqual(logins.map((login) => `${ydan.address}/thu-moi?ten=${login}`).sort());
  expect(execFileSync('pdfinfo', [print.pdf], { encoding: 'utf8' })).toMatch(/Pages:\s+2/);
  await accept(browser, ydan, logins[0], codes[0]);
});
