import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Channel, createChannel, createClient } from 'nice-grpc';
import { Random } from '../../src/core/random.js';
import { type Message, type NodeServiceClient, NodeServiceDefinition } from '../../src/gen/peerster/v1/node.js';
import { Taps } from '../../src/network/engine/taps.js';
import { Rules } from '../../src/network/links/rule.js';
import { Relay } from '../../src/network/relay/relay.js';
import { makeTopology } from '../../src/network/topology/registry.js';
import { PROGRAM } from './build.js';
import { SendRates } from './send-rates.js';

/** One `peerster node`, reached by its gRPC API and read by the lines that it prints. */
export interface ProcessNode {
  readonly name: string;
  readonly client: NodeServiceClient;
  /** What it has printed so far. */
  printed(): string;
}

/** So many separate processes of the built program in a ring, with a relay on every link. */
export class ProcessRing {
  readonly rules = new Rules();
  readonly rates = new SendRates();
  readonly nodes: ProcessNode[] = [];
  private readonly processes: ChildProcess[] = [];
  private readonly channels: Channel[] = [];
  private relay: Relay | undefined;

  /** `flags`: more of them for every node. */
  private constructor(private readonly flags: readonly string[]) {}

  static async open(count: number, flags: readonly string[]): Promise<ProcessRing> {
    const ring = new ProcessRing(flags);
    const { edges } = makeTopology('ring', count, new Random(0));
    const taps = new Taps();
    taps.add({ packet: (now, from) => ring.rates.note(from, now) });
    const relay = new Relay({ behaviour: ring.rules, clock: () => performance.now(), taps });
    ring.relay = relay;
    await Promise.all(edges.map(([a, b]) => relay.link(a, b)));
    const all = Array.from({ length: count }, (_, node) => node);
    const peersOf = (node: number) =>
      edges.filter((pair) => pair.includes(node)).map(([a, b]) => relay.addressOf(a === node ? b : a, node));
    ring.nodes.push(...(await Promise.all(all.map((node) => ring.start(node, relay, peersOf(node))))));
    return ring;
  }

  async close(): Promise<void> {
    for (const channel of this.channels) channel.close();
    const ended = this.processes.map((child) => (child.exitCode === null ? once(child, 'exit') : Promise.resolve([])));
    for (const child of this.processes) child.kill('SIGTERM');
    await Promise.all(ended);
    this.relay?.close();
  }

  private async start(node: number, relay: Relay, peers: readonly { host: string; port: number }[]): Promise<ProcessNode> {
    const name = `n${node + 1}`;
    const list = peers.map(({ host, port }) => `${host}:${port}`).join(',');
    const own = ['-UIPort=0', '-gossipAddr=127.0.0.1:0', `-name=${name}`, `-peers=${list}`, '-ready'];
    const child = spawn(process.execPath, [PROGRAM, 'node', ...own, ...this.flags], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.processes.push(child);
    const chunks: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    const printed = () => chunks.join('');
    const ready = await readyLine(child, printed);
    const port = Number(ready.gossipAddress.split(':')[1]);
    relay.attach(node, { host: '127.0.0.1', port });
    const channel = createChannel(ready.uiAddress);
    this.channels.push(channel);
    return { name, client: createClient(NodeServiceDefinition, channel), printed };
  }
}

/** Every message that a node has accepted, in the order of its log. */
export async function accepted({ client }: ProcessNode): Promise<Message[]> {
  const all: Message[] = [];
  for (let pageToken = ''; ; ) {
    const page = await client.listMessages({ pageSize: 1_000, pageToken });
    all.push(...page.messages);
    if (page.nextPageToken === '') return all;
    pageToken = page.nextPageToken;
  }
}

async function readyLine(child: ChildProcess, printed: () => string): Promise<{ gossipAddress: string; uiAddress: string }> {
  for (;;) {
    const line = /^\{.*\}$/m.exec(printed());
    if (line !== null) return JSON.parse(line[0]);
    if (child.exitCode !== null) throw new Error(`a node ended with status ${child.exitCode}`);
    await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
  }
}
