import type { Context, Peer } from '../../../src/core/context.js';
import type { DropReason, NodeEvent } from '../../../src/core/events.js';
import { Files } from '../../../src/core/files/files.js';
import type { Holder } from '../../../src/core/files/finder.js';
import { type DataReply, type DataRequest, dataReply, dataRequest } from '../../../src/core/packet.js';
import { Random } from '../../../src/core/random.js';
import { type Settings, settings } from '../../../src/core/settings.js';
import { Timers } from '../../../src/core/timers.js';
import { type DiskAnswer } from '../../../src/network/emulated/disks.js';
import { MemoryFiles } from '../../../src/network/emulated/memory-files.js';
import { nativeSha256 } from '../../support/bytes.js';
import { peer } from '../stage.js';

/** The files of one node, its clock, its disk and its routes in the hands of the test. */
export class FileStage {
  readonly files: Files;
  readonly disk = new MemoryFiles((answer) => void this.answers.push(answer), nativeSha256);
  /** How many blocks each request asked for. */
  readonly together: number[] = [];
  /** Nodes to which there is no route. */
  readonly unreachable = new Set<string>();
  holders: readonly Holder[] = [];
  now = 0;
  private readonly timers = new Timers();
  private readonly answers: DiskAnswer[] = [];
  private sent: (DataRequest | DataReply)[] = [];
  private happened: NodeEvent[] = [];

  constructor(changes: Partial<Settings> = {}) {
    const outbox = { send: () => {}, wants: () => true, emit: (event: NodeEvent) => void this.happened.push(event) };
    const clock = (): number => this.now;
    const context: Context = {
      name: 'Me',
      get now() {
        return clock();
      },
      random: new Random(1),
      timers: this.timers,
      outbox,
    };
    this.files = new Files(context, settings(changes), this.disk, { send: (packet) => this.send(packet) }, { holders: () => this.holders });
  }

  /** Shares a file; returns its metahash. */
  share(name: string, bytes: Uint8Array): string {
    return this.files.share(this.disk.index(name, bytes)).metahash;
  }

  receive(packet: DataRequest | DataReply, from: Peer = peer(1)): DropReason | undefined {
    const fault = this.files.receive(packet, from);
    this.settle();
    return fault;
  }

  request(hashValue: Uint8Array): DropReason | undefined {
    return this.receive(dataRequest('Bob', 'Me', 5, hashValue));
  }

  reply(hashValue: Uint8Array, data: Uint8Array, origin = 'Bob'): DropReason | undefined {
    return this.receive(dataReply(origin, 'Me', 5, hashValue, data));
  }

  wait(ms: number): void {
    const until = this.now + ms;
    for (let due = this.timers.next(); due <= until; due = this.timers.next()) {
      this.now = Math.max(this.now, due);
      this.timers.fire(this.now);
      this.settle();
    }
    this.now = until;
  }

  /** What was asked for since the last call. */
  takeRequests(): readonly DataRequest[] {
    return this.takeSent().filter((packet) => packet.kind === 'dataRequest');
  }

  takeReplies(): readonly DataReply[] {
    return this.takeSent().filter((packet) => packet.kind === 'dataReply');
  }

  /** Events of a kind since the last call. */
  takeEvents<K extends NodeEvent['kind']>(kind: K): readonly Extract<NodeEvent, { kind: K }>[] {
    const { happened } = this;
    this.happened = [];
    return happened.filter((event): event is Extract<NodeEvent, { kind: K }> => event.kind === kind);
  }

  /** Lets the disk answer. */
  settle(): void {
    for (let answer = this.answers.shift(); answer !== undefined; answer = this.answers.shift()) answer(this.files);
  }

  /** Block by block, and how many were asked for together. */
  private take({ origin, destination, hopLimit, hashValue, more }: DataRequest): void {
    for (const hash of [hashValue, ...more]) this.sent.push(dataRequest(origin, destination, hopLimit, hash));
    this.together.push(1 + more.length);
  }

  private takeSent(): readonly (DataRequest | DataReply)[] {
    const { sent } = this;
    this.sent = [];
    return sent;
  }

  private send(packet: DataRequest | DataReply): Peer | DropReason {
    if (this.unreachable.has(packet.destination)) return 'no-route';
    if (packet.kind === 'dataReply') this.sent.push(packet);
    else this.take(packet);
    return peer(1);
  }
}

/** Answers every request of the stage with what another one has, until it asks for nothing more. */
export function serve(getter: FileStage, giver: FileStage): void {
  for (let asked = getter.takeRequests(); asked.length > 0; asked = getter.takeRequests())
    for (const { hashValue } of asked) {
      giver.request(hashValue);
      for (const { data } of giver.takeReplies()) getter.reply(hashValue, data);
    }
}
