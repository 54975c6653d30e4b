import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** A variable that each program is started with, and its value: by it one is found of which there was no time to tell. */
const MARK = ['PEERSTER_CONFORM_RUN', randomUUID()] as const;

/**
 * Reads `+pid` and `-pid`, and kills the groups that are left at the end of its input. Then, where the system shows its processes as files, it
 * looks for a while for such as bear the mark. It knows nothing else, so that it starts quickly.
 */
const SCRIPT = `
  const fs = require('fs');
  const left = new Set();
  let rest = '';
  process.stdin.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\\n');
    rest = lines.pop();
    for (const line of lines) left[line[0] === '+' ? 'add' : 'delete'](Number(line.slice(1)));
  });
  const kill = (pid) => { try { process.kill(-pid, 'SIGKILL') } catch {} };
  const marked = (pid) => { try { return fs.readFileSync('/proc/' + pid + '/environ', 'latin1').includes('${MARK.join('=')}') } catch {} };
  const sweep = (times) => {
    try { for (const pid of fs.readdirSync('/proc')) if (pid > 0 && marked(pid)) kill(pid) } catch {}
    if (times > 0) setTimeout(sweep, 300, times - 1);
  };
  process.stdin.on('end', () => {
    for (const pid of left) kill(pid);
    sweep(5);
  });`;

/** A process beside this one that kills what this one has started when it is gone, even by SIGKILL. */
class Guard {
  private child: ChildProcess | undefined;

  /** What programs are started with; from now on somebody looks after them. */
  environment(): NodeJS.ProcessEnv {
    this.child ??= this.start();
    return { ...process.env, [MARK[0]]: MARK[1] };
  }

  /** `pid`: the first of a process group. */
  watch(pid: number): void {
    this.child?.stdin?.write(`+${pid}\n`);
  }

  forget(pid: number): void {
    this.child?.stdin?.write(`-${pid}\n`);
  }

  private start(): ChildProcess {
    const child = spawn(process.execPath, ['-e', SCRIPT], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => {}); // then nobody watches, and everything else goes on
    child.stdin?.on('error', () => {});
    // It must not keep this process from its end, which is what it waits for.
    child.unref();
    (child.stdin as unknown as { unref?(): void }).unref?.();
    return child;
  }
}

/** One for all programs of this process. */
export const guard = new Guard();
