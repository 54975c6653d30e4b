import { readFileSync } from 'node:fs';

/** Bytes of memory that a process and all that it has started hold just now; 0 where the system does not tell. */
export function memoryOf(pid: number): number {
  const [, kilobytes = 0] = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`)) ?? [];
  const children = read(`/proc/${pid}/task/${pid}/children`).match(/\d+/g) ?? [];
  return children.reduce((sum, child) => sum + memoryOf(Number(child)), Number(kilobytes) * 1_024);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
