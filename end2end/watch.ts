// A page that is watched: any console error, failed request or accessibility finding fails the test.
import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';

/** Errors of all pages of the running test. */
let errors: string[] = [];
/** The browsers of its people. A page that watches goes on asking for a server that the next test does not have. */
let contexts: BrowserContext[] = [];

/** Forgets errors that a test made on purpose. */
export function forgive(made: RegExp): void {
  errors = errors.filter((error) => !made.test(error));
}

function watch(page: Page): void {
  page.on('console', (message) => {
    // A refused form is answered with 4xx on purpose; the browser notes that as an error.
    const refused = /status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !refused) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('requestfailed', (request) => {
    // Whoever goes on before a script or a style sheet is there leaves it behind: on a busy machine tests do.
    const failure = request.failure()?.errorText;
    // Without JavaScript the browser itself keeps scripts from being loaded.
    if (failure === 'csp' && test.info().project.use.javaScriptEnabled === false) return;
    const left = ['eventsource', 'script', 'stylesheet'].includes(request.resourceType()) || request.url().endsWith('.wasm');
    if (!(failure === 'net::ERR_ABORTED' && left)) errors.push(`${request.url()} ${failure}`);
  });
}

export const test = base.extend<{ page: Page; unbroken: void }>({
  page: async ({ page }, use) => {
    watch(page);
    await use(page);
  },
  unbroken: [async ({}, use) => {
    errors = [];
    await use();
    const found = [...errors];
    // Seen once: every press on a page missed by as much. A browser that magnifies by itself says so here.
    if (test.info().status !== test.info().expectedStatus) {
      for (const page of contexts.flatMap((context) => context.pages())) {
        const seen = await page.evaluate(() => [visualViewport?.scale, visualViewport?.offsetLeft, visualViewport?.offsetTop]);
        console.log(`${page.url()}: scale and offset of what is seen ${seen.join(', ')}`);
      }
    }
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    expect(found).toEqual([]);
  }, { auto: true }],
});

/** A page of somebody else, with a browser of their own like the test's. */
export async function watched(browser: Browser): Promise<Page> {
  const { viewport, isMobile, hasTouch, javaScriptEnabled } = test.info().project.use;
  const context = await browser.newContext({ viewport, isMobile, hasTouch, javaScriptEnabled });
  contexts.push(context);
  const page = await context.newPage();
  watch(page);
  return page;
}

/** Where the page says what became of the ballot that was keyed last: live, or as the page after it. */
export function saidOf(page: Page): Locator {
  return page.locator('.done, .note--conflict, [data-said]').filter({ hasText: /\S/ }).last();
}

/** Unfolds what is folded on this screen. */
export async function unfold(page: Page): Promise<void> {
  const all = page.locator('details.fold > summary, details.wording > summary');
  for (let at = 0; at < (await all.count()); at++) {
    const one = all.nth(at);
    if ((await one.isVisible()) && (await one.locator('xpath=..').getAttribute('open')) === null) await one.click();
  }
}

/** What is drawn askew: words at the edge of what frames them, a tick or a choice that is not beside its words. */
function askew(): string[] {
  const shown = (element: Element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const framed = [...document.querySelectorAll<HTMLElement>('main a, main button, main summary')].filter((element) => {
    const style = getComputedStyle(element);
    const frames = parseFloat(style.borderLeftWidth) > 0 && style.borderLeftStyle !== 'none';
    return shown(element) && frames && element.textContent?.trim() && parseFloat(style.paddingLeft) < 6;
  });
  const apart = [...document.querySelectorAll<HTMLInputElement>('label input[type=radio], label input[type=checkbox]')].filter((input) => {
    const words = input.labels?.[0] && document.createTreeWalker(input.labels[0], NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (words?.nextNode()) {
      if (!words.currentNode.textContent?.trim()) continue;
      range.selectNodeContents(words.currentNode);
      const [line] = range.getClientRects();
      const { top, bottom } = input.getBoundingClientRect();
      return shown(input) && line && ((top + bottom) / 2 < line.top || (top + bottom) / 2 > line.bottom);
    }
    return false;
  });
  return [...framed, ...apart].map((element) => element.outerHTML.slice(0, 120));
}

/** Looks the page over: accessible, no wider than the screen, every target big enough, nothing askew; keeps a picture. */
export async function look(page: Page, name: string): Promise<void> {
  const { project } = test.info();
  if (project.use.javaScriptEnabled !== false) {
    // Colours that are still on their way are nobody's colours.
    await page.evaluate(() => Promise.all(document.getAnimations().map((moving) => moving.finished.catch(() => undefined))));
    const found = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
    expect(found.violations.map((violation) => `${name} ${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${name} is wider than the screen`).toBeLessThanOrEqual(0);
    expect(await page.evaluate(askew), `${name} is askew`).toEqual([]);
  }
  await page.screenshot({ path: `test-results/look/${name}-${project.name}.png`, fullPage: true });
}

export { expect };
