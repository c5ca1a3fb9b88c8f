// Pictures for the handbooks: what the screen shows, with a ring around what a step of the text is about.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';
import { test } from './watch';

/** Where a build of the server takes them from. */
const FOLDER = fileURLToPath(new URL('../target/site/handbook/', import.meta.url));
const TEXTS = fileURLToPath(new URL('../app/locales/vi/handbook/', import.meta.url));

/** The pictures that the texts name. */
export function named(): string[] {
  const texts = readdirSync(TEXTS).map((file) => readFileSync(TEXTS + file, 'utf8')).join('\n');
  return [...texts.matchAll(/\{ name = "([^"]+)", shows = /g)].map(([, name]) => name).sort();
}

/** Says which program the pictures were made of: from now on it shows them. */
export function finish(program: string): void {
  writeFileSync(`${FOLDER}program`, program);
}

/** A screen as wide as is read on paper; as sharp as paper shows it. */
export async function screen(browser: Browser, contexts: BrowserContext[], phone = false): Promise<Page> {
  const size = phone ? { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1.5 } : { viewport: { width: 760, height: 800 }, deviceScaleFactor: 1.5 };
  const context = await browser.newContext({ ...size, locale: 'vi-VN', colorScheme: 'light' });
  contexts.push(context);
  return context.newPage();
}

/** What is shown: from the top of one thing to the bottom of another; the whole page's head where nothing is said; `asIs` is
 * what is on the screen now. */
interface Part { from?: Locator; to?: Locator; most?: number; asIs?: boolean }

/** Draws a ring with the number of its step around each thing. */
function ring(elements: { element: Element; no: string }[]): void {
  for (const { element, no } of elements) {
    // A field with its label: the words say what is meant.
    const { left, top, width, height } = (element.closest('.field') ?? element).getBoundingClientRect();
    const frame = document.createElement('div');
    frame.className = 'handbook-ring';
    Object.assign(frame.style, {
      position: 'absolute', left: `${left + scrollX - 6}px`, top: `${top + scrollY - 6}px`, width: `${width + 12}px`, height: `${height + 12}px`,
      boxSizing: 'border-box', border: '3px solid #b3261e', borderRadius: '9px', pointerEvents: 'none', zIndex: '9999',
    });
    const badge = document.createElement('div');
    badge.textContent = no;
    Object.assign(badge.style, {
      position: 'absolute', left: '-14px', top: '-14px', width: '26px', height: '26px', borderRadius: '50%', background: '#b3261e', color: '#fff',
      font: '700 16px/26px system-ui, sans-serif', textAlign: 'center',
    });
    frame.append(badge);
    document.body.append(frame);
  }
}

/** The pictures that were taken. */
export const taken = (): string[] => readdirSync(FOLDER).filter((file) => file.endsWith('.png')).map((file) => file.replace('.png', '')).sort();

/** Forgets what was taken before. */
export function begin(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
}

/** Takes the picture of a name; `rings` by the number of the step in the text. */
export async function illustrate(page: Page, name: string, rings: Record<number, Locator> = {}, { from, to, most = 760, asIs = false }: Part = {}): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((moving) => moving.finished.catch(() => undefined))));
  await page.evaluate(() => { (document.activeElement as HTMLElement | null)?.blur(); });
  if (!asIs) await page.evaluate(() => scrollTo(0, 0));
  const elements = await Promise.all(Object.entries(rings).map(async ([no, locator]) => ({ element: await locator.first().elementHandle(), no })));
  // Handles arrive as the elements themselves.
  await page.evaluate(ring as (all: unknown) => void, elements);
  const { width, height } = await page.evaluate(() => ({ width: document.documentElement.clientWidth, height: document.documentElement.scrollHeight }));
  const begins = from ? Math.max(0, (await from.first().boundingBox())!.y - 22) : 0;
  const end = to ? await to.first().boundingBox().then((box) => box!.y + box!.height + 22) : height;
  // What a picture leads to is not cut off: rather what comes before it.
  const top = to ? Math.max(begins, end - most) : begins;
  const clip = { x: 0, y: top, width, height: Math.min(end, height, top + most) - top };
  await page.screenshot({ path: `${FOLDER}${name}.png`, animations: 'disabled', ...(asIs ? {} : { fullPage: true, clip }) });
  await page.evaluate(() => document.querySelectorAll('.handbook-ring').forEach((one) => one.remove()));
  test.info().annotations.push({ type: 'picture', description: name });
}
