import { accepted, type ProcessNode, type ProcessRing } from './process-ring.js';

/** Publishes messages on a ring, remembers every one, and says what is wrong with what the nodes have made of them. */
export class Chorus {
  /** Every text ever published, by origin and in the order of its ids. */
  private readonly published = new Map<string, string[]>();

  constructor(private readonly ring: ProcessRing) {}

  /** Publishes so many messages at these nodes in turn, all at once. */
  async publish(count: number, nodes: readonly number[], word: string): Promise<void> {
    const speaker = (n: number) => this.ring.nodes[nodes[n % nodes.length] as number] as ProcessNode;
    await Promise.all(Array.from({ length: count }, (_, n) => this.say(speaker(n), `${word} ${n}`)));
  }

  /** Resolves once every node holds everything; rejects with what is missing where after so many seconds. */
  async spread(seconds: number): Promise<void> {
    const origins = [...this.published].map(([origin, texts]) => ({ origin, nextId: texts.length + 1 }));
    const timeout = { seconds: BigInt(seconds), nanos: 0 };
    await Promise.all(this.ring.nodes.map(({ client }) => client.awaitRumors({ origins, timeout })));
  }

  /** What a node has not accepted, has accepted twice or out of nothing, or has not printed. */
  async faults(): Promise<string[]> {
    const each = await Promise.all(this.ring.nodes.map(async (node) => [...(await this.faultsOfLog(node)), ...this.notPrinted(node)]));
    return each.flat();
  }

  /** The origins of which a node lacks something, by node. */
  async lacking(): Promise<Record<string, string[]>> {
    const each = this.ring.nodes.map(async ({ name, client }) => {
      const held = new Map((await client.getStatus({})).origins.map(({ origin, nextId }) => [origin, nextId - 1]));
      const behind = [...this.published].filter(([origin, texts]) => (held.get(origin) ?? 0) < texts.length);
      return [name, behind.map(([origin]) => origin).sort()] as const;
    });
    return Object.fromEntries(await Promise.all(each));
  }

  private async say({ client }: ProcessNode, text: string): Promise<void> {
    const { origin, id } = await client.sendMessage({ text });
    const texts = this.published.get(origin) ?? [];
    texts[id - 1] = text;
    this.published.set(origin, texts);
  }

  private async faultsOfLog(node: ProcessNode): Promise<string[]> {
    const lacking = new Set(this.all().map(({ origin, id, text }) => `${origin}:${id} ${text}`));
    const surplus = (await accepted(node)).map(({ origin, id, text }) => `${origin}:${id} ${text}`).filter((each) => !lacking.delete(each));
    return [...[...lacking].map((each) => `${node.name} lacks ${each}`), ...surplus.map((each) => `${node.name} has too much: ${each}`)];
  }

  private notPrinted(node: ProcessNode): string[] {
    const lines = node.printed().split('\n');
    const printed = new Set(lines.map((line) => line.replace(/ from \S+ ID/, ' ID')));
    const line = ({ origin, id, text }: Said) =>
      origin === node.name ? `CLIENT MESSAGE ${text}` : `RUMOR origin ${origin} ID ${id} contents ${text}`;
    return this.all()
      .map(line)
      .filter((each) => !printed.has(each))
      .map((each) => `${node.name} has not printed ${each}`);
  }

  private all(): Said[] {
    return [...this.published].flatMap(([origin, texts]) => texts.map((text, index) => ({ origin, id: index + 1, text })));
  }
}

interface Said {
  readonly origin: string;
  readonly id: number;
  readonly text: string;
}
