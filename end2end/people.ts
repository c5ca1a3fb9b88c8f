// People of the committees: invited on paper, in a browser of their own.
import type { Browser, Page } from '@playwright/test';
import type { Ydan } from './ydan';
import { expect, watched } from './watch';

export const PASSWORD = 'con trâu đi trước';
/** Of everybody in a demonstration. */
const DEMO_PASSWORD = 'xem thử ý dân';

/** Somebody with a letter sets a password and is in. */
export async function accept(browser: Browser, ydan: Ydan, login: string, letter: string): Promise<Page> {
  const page = await watched(browser);
  await page.goto(`${ydan.address}/thu-moi?ten=${login}`);
  await page.getByLabel('Mã trên thư').fill(letter);
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Nhập lại mật khẩu mới').fill(PASSWORD);
  await page.getByRole('button', { name: 'Đặt mật khẩu và vào' }).click();
  await expect(page.getByRole('heading', { name: 'Việc cần làm', level: 1 })).toBeVisible();
  return page;
}

/** Somebody of a demonstration is in. */
export async function signIn(page: Page, demo: Ydan, login: string): Promise<void> {
  await page.goto(`${demo.address}/dang-nhap`);
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(DEMO_PASSWORD);
  await page.locator('main button').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Việc cần làm');
}
