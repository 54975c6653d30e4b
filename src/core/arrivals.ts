import type { Peer } from './context.js';
import type { Dissemination, Parts } from './dissemination/dissemination.js';
import type { Rumor } from './packet.js';
import { RoutingTable } from './routing/table.js';
import type { OwnIds } from './rumors/own.js';
import type { Reception } from './rumors/rumors.js';

interface Spreading {
  readonly rule: Dissemination;
  readonly ownIds: OwnIds | undefined;
}

/** What a rumor that comes sets off: it is stored, shows the way to its origin, and is spread. Made when the first one comes. */
export class Arrivals {
  readonly routes: RoutingTable;

  constructor(
    private readonly parts: Parts,
    private readonly node: Spreading,
  ) {
    this.routes = new RoutingTable(parts.context, parts.rumors.origins, parts.peers);
  }

  receive(rumor: Rumor, from: Peer): void {
    const reception = this.receptionOf(rumor, from);
    const { outbox } = this.parts.context;
    if (outbox.wants('rumor')) outbox.emit({ kind: 'rumor', rumor, from, isNew: isTaken(reception) });
    if (isTaken(reception) || reception === 'held') this.routes.learn(rumor, from);
    if (isTaken(reception)) return this.accept(rumor, from, reception === 'replaced');
    if (reception === 'announced') this.learnAnnounced(rumor, from);
    this.node.rule.onKnown(rumor, from);
    if (reception === 'collision' && rumor.origin === this.parts.context.name) this.node.ownIds?.onTaken(rumor.id);
    if (reception !== 'known' && reception !== 'held' && reception !== 'announced')
      outbox.emit({ kind: 'dropped', reason: reception, from, bytes: 0 });
  }

  /**
   * A reference node does not use up the id of its route rumor. Whoever kept it would count the id as had, and nobody could see that
   * the text under it never came; a course node would even refuse that text. So it stays with us.
   */
  private receptionOf(rumor: Rumor, from: Peer): Reception | 'announced' {
    return rumor.text === '' && this.parts.peers.dialect(from) === 'reference' ? 'announced' : this.parts.rumors.receive(rumor, from);
  }

  private learnAnnounced(rumor: Rumor, from: Peer): void {
    const row = this.parts.rumors.meet(rumor.origin, from);
    if (row !== undefined) this.routes.learnAnnounced(row, rumor, from);
  }

  private accept(rumor: Rumor, from: Peer, isReplacement: boolean): void {
    const { rule } = this.node;
    if (isReplacement) rule.onReplaced(rumor, from);
    else rule.onNew(rumor, from);
    if (rumor.origin === this.parts.context.name) this.node.ownIds?.onReturned();
    const { outbox } = this.parts.context;
    for (let next = this.parts.rumors.release(rumor.origin); next !== undefined; next = this.parts.rumors.release(rumor.origin)) {
      if (outbox.wants('released')) outbox.emit({ kind: 'released', rumor: next.rumor, from: next.from });
      this.routes.learn(next.rumor, next.from);
      rule.onNew(next.rumor, next.from);
      if (rumor.origin === this.parts.context.name) this.node.ownIds?.onReturned();
    }
  }
}

function isTaken(reception: Reception | 'announced'): reception is 'new' | 'replaced' {
  return reception === 'new' || reception === 'replaced';
}
