// What independent programs read off what is printed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { APIResponse, Page } from '@playwright/test';
import type { Ydan } from './ydan';
import { expect, test } from './watch';

interface Print {
  pdf: string;
  text: string;
  codes: string[];
  scan: () => string[];
}

/** Prints a page and scans every picture on it. */
export async function scanPrinted(ydan: Ydan, page: Page, name: string): Promise<string[]> {
  return scanAll(ydan, keep(name, await page.pdf({ preferCSSPageSize: true, printBackground: true })), name);
}

/** Opens the file behind a print's first button: its words, and what its pictures lead to. */
export async function openPrint(ydan: Ydan, page: Page, print: string): Promise<Print> {
  const address = await page.locator(`[data-print="${print}"]`).first().getAttribute('href');
  return readPrint(ydan, await page.request.get(ydan.address + address), print.replace('.pdf', ''));
}

/** A print that was answered: its words, and what its pictures lead to. */
export async function readPrint(ydan: Ydan, answer: APIResponse, name: string): Promise<Print> {
  expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
  const pdf = keep(name, await answer.body());
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
  const codes = text.match(/\b[0-9A-Z]{4}(-[0-9A-Z]{4}){3}\b/g) ?? [];
  return { pdf, text, codes, scan: () => scanAll(ydan, pdf, name) };
}

function keep(name: string, content: Buffer): string {
  const pdf = `test-results/look/${name}-${test.info().project.name}.pdf`;
  mkdirSync(dirname(pdf), { recursive: true });
  writeFileSync(pdf, content);
  return pdf;
}

function scanAll(ydan: Ydan, pdf: string, name: string): string[] {
  // A whole sheet at once is harder than the one slip in a hand, and no reader takes every picture at every size: a phone
  // goes on looking, and so does this.
  const found = new Set<string>();
  for (const dots of ['150', '220', '300']) {
    const drawn = `${name}-${dots}`;
    execFileSync('pdftoppm', ['-r', dots, '-gray', pdf, join(ydan.folder, drawn)]);
    for (const file of readdirSync(ydan.folder).filter((file) => file.startsWith(`${drawn}-`) && file.endsWith('.pgm'))) {
      const scanned = spawnSync('zbarimg', ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', join(ydan.folder, file)], { encoding: 'utf8' });
      // 4 says that nothing was found in this picture.
      expect([0, 4]).toContain(scanned.status);
      scanned.stdout.split('\n').filter(Boolean).forEach((text) => found.add(text));
    }
  }
  return [...found].sort();
}
