import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UdpNode } from '../../../src/host/udp-node.js';
import { LineWriter } from '../../../src/logging/line-writer.js';
import { Lines, PRINTED_KINDS } from '../../../src/logging/lines.js';

/** The printed lines of nodes, each node's in a file of its own, as `peerster node` writes them. */
export class Printing {
  private readonly folder = mkdtempSync(join(tmpdir(), 'peerster-bench-'));
  private readonly files: { path: string; fd: number; writer: LineWriter }[];

  constructor(nodes: readonly UdpNode[]) {
    this.files = nodes.map((node) => this.print(node));
  }

  /** Ends it. Returns how many of `count` messages are not printed at each node, summed over the nodes. */
  close(count: number): number {
    let missing = 0;
    for (const { path, fd, writer } of this.files) {
      writer.close();
      closeSync(fd);
      const printed = new Set(readFileSync(path, 'utf8').match(/\bmessage \d+ x+/g));
      missing += count - printed.size;
    }
    rmSync(this.folder, { recursive: true });
    return missing;
  }

  private print(node: UdpNode): { path: string; fd: number; writer: LineWriter } {
    const path = join(this.folder, `${node.facts.name}.txt`);
    const fd = openSync(path, 'w');
    const writer = new LineWriter(fd);
    const lines = new Lines(() => node.query((core) => core.neighbours));
    node.trace(PRINTED_KINDS, (event) => writer.write(lines.of(event)));
    return { path, fd, writer };
  }
}
