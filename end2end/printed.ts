// What an independent program reads off pages that are printed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Ydan } from './ydan';
import { expect, test } from './watch';

/** Prints a page and scans every picture on it. */
export async function scanPrinted(ydan: Ydan, page: Page, name: string): Promise<string[]> {
  const pdf = `test-results/look/${name}-${test.info().project.name}.pdf`;
  mkdirSync(dirname(pdf), { recursive: true });
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
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
