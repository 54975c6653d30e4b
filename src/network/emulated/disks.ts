import type { Files } from '../../core/files/files.js';
import type { Node } from '../../core/node.js';
import { MemoryFiles } from './memory-files.js';

/** What a disk answers, as one step of the node whose disk it is. */
export type DiskAnswer = (files: Files) => void;

interface Grounds {
  node(index: number): Node;
  isNodeUp(index: number): boolean;
  act(index: number, command: (node: Node) => void): void;
  /** Has `answer` given on the agenda. */
  answerSoon(index: number, answer: DiskAnswer): void;
}

/** The disks of those nodes of a world that have to do with files. */
export class Disks {
  private readonly disks = new Map<number, MemoryFiles>();
  /** Answers to nodes that are down, which they get when they are up again with what they held. */
  private readonly waiting = new Map<number, DiskAnswer[]>();

  constructor(private readonly grounds: Grounds) {}

  /** One function for all nodes: a node without files costs nothing. */
  readonly open = (name: string): MemoryFiles => {
    let index = 0;
    while (this.grounds.node(index).name !== name) index++;
    const disk = new MemoryFiles((answer) => {
      if (this.disks.get(index) === disk) this.grounds.answerSoon(index, answer);
    });
    this.disks.set(index, disk);
    return disk;
  };

  /** Undefined where the node has nothing to do with files. */
  of(index: number): MemoryFiles | undefined {
    return this.disks.get(index);
  }

  answer(index: number, answer: DiskAnswer): void {
    if (this.grounds.isNodeUp(index)) this.grounds.act(index, ({ files }) => answer(files));
    else this.waiting.set(index, [...(this.waiting.get(index) ?? []), answer]);
  }

  /** The node is up again. */
  resume(index: number, memory: 'kept' | 'lost'): void {
    const answers = this.waiting.get(index) ?? [];
    this.waiting.delete(index);
    if (memory === 'lost') this.disks.delete(index);
    else for (const answer of answers) this.grounds.answerSoon(index, answer);
  }
}
