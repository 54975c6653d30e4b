import { type ChildProcess, spawn } from 'node:child_process';

/** Reads `+pid` and `-pid`, and kills the groups that are left at the end of its input. It knows nothing else, so that it starts quickly. */
const SCRIPT = `
  const left = new Set();
  let rest = '';
  process.stdin.setEncoding('utf8').on('data', (chunk) => {
    const lines = (rest + chunk).split('\\n');
    rest = lines.pop();
    for (const line of lines) left[line[0] === '+' ? 'add' : 'delete'](Number(line.slice(1)));
  });
  process.stdin.on('end', () => {
    for (const pid of left) try { process.kill(-pid, 'SIGKILL') } catch {}
  });`;

/** A process beside this one that kills what this one has started when it is gone, even by SIGKILL. */
class Guard {
  private child: ChildProcess | undefined;

  /** `pid`: the first of a process group. */
  watch(pid: number): void {
    this.child ??= this.start();
    this.child.stdin?.write(`+${pid}\n`);
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
