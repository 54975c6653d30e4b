import type { Engine } from './engine.js';

/** The rumors with texts of an origin. */
interface TextsOf {
  /** Their ids, ascending. The ids between them are those of route rumors. */
  readonly ids: number[];
  /** The last one that living nodes hold, and one of them that does. */
  held: number;
  holder: number;
  /** Of the changes of nodes after which that was so. */
  changes: number;
}

/**
 * The rumors with texts of a network, as its nodes accept them: what there is to converge on. Of route rumors there is always a newest one
 * that is not everywhere yet. Texts that only nodes hold that are down or gone are not asked for: nobody could tell them.
 */
export class Texts {
  private readonly byOrigin = new Map<string, TextsOf>();
  /** How often nodes came and went. */
  private changes = 0;

  /** To be made before anything is published. */
  constructor(private readonly engine: Engine) {
    engine.tap({ accepted: (_at, node, origin, id) => this.note(node, origin, id), node: () => void this.changes++ });
  }

  /** Whether a node lacks a text that a living one holds. */
  areLackedBy(node: number): boolean {
    for (const [origin, text] of this.byOrigin) {
      const nextId = this.engine.nextId(node, origin);
      if (nextId <= last(text) && nextId <= this.heldOf(origin, text)) return true;
    }
    return false;
  }

  /** By origin, the id after the last text that a living node holds: one that is up or paused. */
  wanted(): Map<string, number> {
    const wanted = new Map<string, number>();
    for (const [origin, text] of this.byOrigin) {
      const held = this.heldOf(origin, text);
      if (held > 0) wanted.set(origin, held + 1);
    }
    return wanted;
  }

  private note(node: number, origin: string, id: number): void {
    let text = this.byOrigin.get(origin);
    if (text === undefined) this.byOrigin.set(origin, (text = { ids: [], held: 0, holder: node, changes: this.changes }));
    if (id > last(text)) text.ids.push(id);
    if (id <= text.held) return;
    text.held = id;
    text.holder = node;
  }

  private heldOf(origin: string, text: TextsOf): number {
    if (text.changes === this.changes) return text.held;
    const { engine } = this;
    if (!isLiving(engine, text.holder) || engine.nextId(text.holder, origin) <= last(text)) this.lookForHolder(origin, text);
    else text.held = last(text);
    text.changes = this.changes;
    return text.held;
  }

  private lookForHolder(origin: string, text: TextsOf): void {
    let most = 0;
    for (let node = 0; node < this.engine.names.length && most < last(text); node++) {
      const held = isLiving(this.engine, node) ? this.engine.nextId(node, origin) - 1 : 0;
      if (held <= most) continue;
      most = held;
      text.holder = node;
    }
    text.held = text.ids.findLast((id) => id <= most) ?? 0;
  }
}

function last({ ids }: TextsOf): number {
  return ids[ids.length - 1] ?? 0;
}

/** It has what it holds at hand: it is up or paused. */
export function isLiving(engine: Engine, node: number): boolean {
  const state = engine.state(node);
  return state === 'up' || state === 'paused';
}
