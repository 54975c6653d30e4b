// Faults that the tests of the rumor and status code must catch: each replaces one piece of text in one file of the core.

const mutant = (name, file, find, replace) => ({ name, file: `src/core/${file}`, find, replace });

/** @type {readonly { name: string, file: string, find: string, replace: string }[]} */
export const MUTANTS = [
  mutant(
    'status-compared-one-way-only',
    'dissemination/comparison.ts',
    'if (nextId > origin.nextId) this.weLack.push(origin.want);',
    'if (nextId > origin.nextId) return;',
  ),
  mutant(
    'unknown-origin-of-a-status-is-overlooked',
    'dissemination/comparison.ts',
    'if (nextId > 1 && hasRoom) this.weLack.push(want(name, 1));',
    '',
  ),
  mutant(
    'unlisted-origin-is-not-a-lack',
    'dissemination/comparison.ts',
    "if (status.scope.kind !== 'listed') this.addUnlisted(",
    "if (status.want.length === 0 && status.scope.kind !== 'listed') this.addUnlisted(",
  ),
  mutant('lack-begins-one-too-high', 'dissemination/comparison.ts', 'this.lackingFrom.push(first);', 'this.lackingFrom.push(first + 1);'),
  mutant('lost-acknowledgement-ends-mongering', 'dissemination/patience.ts', 'this.coin.flip(rumor, exchange.peer);', 'void rumor;'),
  mutant(
    'acknowledgement-one-id-too-far',
    'dissemination/synchronisation.ts',
    'while (line.firstId < next) {',
    'while (line.firstId <= next) {',
  ),
  mutant(
    'acknowledgement-one-id-too-short',
    'dissemination/synchronisation.ts',
    'while (line.firstId < next) {',
    'while (line.firstId < next - 1) {',
  ),
  mutant('ids-start-at-2', 'rumors/origin.ts', 'nextId = 1;', 'nextId = 2;'),
  mutant('next-id-does-not-count-the-last-rumor', 'rumors/origin.ts', 'this.nextId = next.id + 1;', 'this.nextId = Math.max(next.id, 1);'),
  mutant('coin-never-stops', 'dissemination/mongering.ts', 'this.coin.chance(this.settings.coin)', 'this.coin.chance(1)'),
  mutant('coin-never-goes-on', 'dissemination/mongering.ts', 'this.coin.chance(this.settings.coin)', 'this.coin.chance(0)'),
  mutant(
    'coin-sends-back-to-the-peer-in-sync',
    'dissemination/mongering.ts',
    'heads ? this.peers.pick(after)',
    'heads ? this.peers.pick(undefined)',
  ),
  mutant('rumor-goes-back-to-its-sender', 'dissemination/mongering.ts', 'this.spread(rumor, from);', 'this.spread(rumor, undefined);'),
  mutant(
    'new-rumor-is-not-spread',
    'dissemination/mongering.ts',
    'this.note(rumor, from, true);\n    this.spread(rumor, from);',
    'this.note(rumor, from, true);',
  ),
  mutant('known-rumor-is-not-acknowledged', 'dissemination/mongering.ts', 'this.note(rumor, from, false);', ''),
  mutant('status-in-sync-is-answered', 'dissemination/synchronisation.ts', 'if (weLack.length > 0) {', 'if (weLack.length >= 0) {'),
  mutant('status-answers-are-not-limited', 'dissemination/questions.ts', '< this.settings.statusAnswerEvery) return;', '< 0) return;'),
  mutant(
    'our-lack-is-never-told',
    'dissemination/questions.ts',
    'outbox.send(this.question(exchange.peer, comparison), exchange.peer);',
    '',
  ),
  mutant('rumor-in-flight-is-sent-again', 'dissemination/flow.ts', 'if (sentAt > lostBefore) continue;', ''),
  mutant('window-has-no-end', 'dissemination/flow.ts', 'return exchange.inFlight < this.windowOf(exchange);', 'return true;'),
  mutant('catching-up-has-no-pace', 'dissemination/flow.ts', '!this.catchUp.isReady(now)', 'now < 0'),
  mutant('out-of-order-is-stored', 'rumors/rumors.ts', 'if (rumor.id > nextId) return this.hold(rumor, nextId, from);', ''),
  mutant(
    'duplicate-is-delivered-as-new',
    'rumors/rumors.ts',
    'rumor.id < nextId) return this.receiveOld(',
    'rumor.id < nextId - 1) return this.receiveOld(',
  ),
  mutant('later-text-of-a-taken-id-wins', 'rumors/rumors.ts', "if (held.text !== '') {", 'if (rumor === held) {'),
  mutant(
    'held-rumors-are-never-released',
    'rumors/rumors.ts',
    'if (due !== undefined) this.enter(row, due.rumor, due.from);\n    return due;',
    'return undefined;',
  ),
  mutant('route-rumors-enter-the-log', 'rumors/rumors.ts', "if (rumor.text !== '') this.record(rumor, from);", 'this.record(rumor, from);'),
  mutant(
    'anti-entropy-stops-after-the-first',
    'dissemination/anti-entropy.ts',
    'this.context.timers.arm(this, now + antiEntropy *',
    'void (now + antiEntropy *',
  ),
  mutant('peers-are-not-learnt', 'peers.ts', 'this.learn(peer);', ';'),
  mutant('own-address-is-a-peer', 'peers.ts', '.filter((peer) => !isSelf(peer))', ''),
];
