// A Ý Dân of its own for each test file: made from an empty folder with the public commands, served on a free port.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Xã Đạ Ròn, huyện Đơn Dương, in the units of 2022. */
export const COMMUNE = '24937';
export const RULESET = 'xa-ntm-2021-2025';
export const QUESTIONS = 19;

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

/** A port that nobody listens on. */
function freePort(): string {
  const ask = "const own = require('net').createServer().listen(0, '127.0.0.1', () => { process.stdout.write(String(own.address().port)); own.close(); })";
  return execFileSync(process.execPath, ['-e', ask], { encoding: 'utf8' }).trim();
}

export class Ydan {
  private server?: ChildProcess;
  readonly folder = mkdtempSync(join(tmpdir(), 'ydan-'));
  readonly binary = process.env.YDAN_BIN ?? (() => { throw new Error('YDAN_BIN is not set'); })();
  /** Known before it is served: codes are issued with the address that they lead to. */
  readonly address = `http://127.0.0.1:${freePort()}`;

  run(...args: string[]): string {
    const database = `sqlite:${join(this.folder, 'ydan.db')}`;
    return execFileSync(this.binary, [...args, '--database-url', database], { encoding: 'utf8', cwd: this.folder });
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  /** Takes in the units of 2022 as if they stood today. */
  units(): void {
    const units = readFileSync(new URL('../server/units/lamdong_2022.csv', import.meta.url), 'utf8').replaceAll(',,2025-06-30', ',,');
    this.run('units', 'import', this.file('units.csv', units));
  }

  /** Invites somebody from the machine itself and answers the one-time code of the letter. */
  invite(login: string, name: string, role: string, unit: string): string {
    return this.run('accounts', 'invite', '--login', login, '--name', name, '--role', role, '--unit', unit).trim().split('\n').at(-1)!;
  }

  /** Opens a round in one commune with the hamlets given, and answers its id and its codes by hamlet. */
  open(hamlets: Record<string, number>, names: Record<string, string> = {}): { round: string; codes: Record<string, string[]> } {
    this.units();
    const rows = Object.entries(hamlets).map(([code, households]) => `${COMMUNE},${code},"${names[code] ?? `Thôn ${code}`}",${households}`);
    this.run('hamlets', 'import', this.file('hamlets.csv', `commune_code,code,name,households\n${rows.join('\n')}\n`));
    const opened = this.run('round', 'open', '--ruleset', RULESET, '--unit', COMMUNE, '--from', day(-3), '--to', day(20));
    const round = opened.trim().split('\n').at(-1)!;
    const out = join(this.folder, 'codes.csv');
    this.run('codes', 'issue', '--round', round, '--out', out, '--base-url', this.address);
    const codes: Record<string, string[]> = {};
    for (const line of readFileSync(out, 'utf8').trim().split('\n').slice(1)) {
      const [, hamlet, , code] = line.split(',');
      (codes[hamlet] ??= []).push(code);
    }
    return { round, codes };
  }

  /** Statuses of all 19 criteria: all met but the given ones. */
  criteria(others: Record<number, string> = {}): void {
    const rows = Array.from({ length: 19 }, (_, i) => `${COMMUNE},${RULESET},${i + 1},${others[i + 1] ?? 'met'},2024-06-30,BC 12/BC-UBND`);
    this.run('criteria', 'import', this.file('criteria.csv', `unit_code,ruleset,criterion,status,as_of,document\n${rows.join('\n')}\n`));
  }

  async serve(): Promise<void> {
    const database = `sqlite:${join(this.folder, 'ydan.db')}`;
    this.server = spawn(this.binary, ['serve', '--addr', this.address.replace('http://', ''), '--database-url', database], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise<string>((found, failed) => {
      let said = '';
      this.server!.stdout!.on('data', (chunk) => {
        said += chunk;
        const address = /http:\/\/\S+/.exec(said);
        if (address) found(address[0]);
      });
      this.server!.on('exit', () => failed(new Error(`the server ended: ${said}`)));
    });
  }

  /** Kills the server as a power cut would. */
  async kill(): Promise<void> {
    this.server?.removeAllListeners('exit');
    const gone = new Promise((done) => this.server!.once('exit', done));
    this.server?.kill('SIGKILL');
    await gone;
  }

  /** Kills the server, and starts it again at the same address. */
  async killAndServe(): Promise<void> {
    await this.kill();
    await this.serve();
  }

  stop(): void {
    this.server?.removeAllListeners('exit');
    this.server?.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
