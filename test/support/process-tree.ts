import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whether this system shows its processes as files. */
export const HAS_PROC = existsSync('/proc/self/stat');

interface Entry {
  readonly pid: number;
  readonly parent: number;
}

/** The processes that a process has started, and those that these have started, and so on. */
export function descendantsOf(pid: number): readonly number[] {
  const all = entries();
  const found: number[] = [];
  for (let front = [pid]; front.length > 0; ) {
    front = all.filter(({ parent }) => front.includes(parent)).map((entry) => entry.pid);
    found.push(...front);
  }
  return found;
}

/** Those of the processes that are still running; one that only waits to be buried is not. */
export function running(pids: readonly number[]): readonly number[] {
  return pids.filter((pid) => entryOf(String(pid)) !== undefined);
}

function entries(): readonly Entry[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(entryOf)
    .filter((entry) => entry !== undefined);
}

function entryOf(name: string): Entry | undefined {
  try {
    const [state, parent] = readFileSync(`/proc/${name}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return state === 'Z' ? undefined : { pid: Number(name), parent: Number(parent) };
  } catch {
    return undefined;
  }
}
