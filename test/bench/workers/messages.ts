import type { UdpNode } from '../../../src/host/udp-node.js';

/** Bytes of each message, as the figures are defined. */
const BYTES = 100;

/** The `number`th text of a run, 100 bytes long and like no other. */
export function textOf(number: number): string {
  return `message ${number} `.padEnd(BYTES, 'x');
}

/** Publishes messages `from` to `to`−1, taking turns among the origins. */
export function publish(origins: readonly UdpNode[], from: number, to: number): void {
  for (let number = from; number < to; number++) {
    const origin = origins[number % origins.length] as UdpNode;
    origin.command((core) => core.publish(textOf(number)));
  }
}

/** How many of messages 0 to `count`−1, published as above, a node's log has not exactly once under its origin and id. */
export function faults(node: UdpNode, origins: readonly UdpNode[], count: number): number {
  const log = node.query((core) => core.log);
  const lacking = new Set(Array.from({ length: count }, (_, number) => number));
  let wrong = 0;
  for (let position = log.oldest; position < log.end; position++) {
    const { origin, id, text } = log.at(position);
    const index = origins.findIndex(({ facts }) => facts.name === origin);
    const number = (id - 1) * origins.length + index;
    if (index < 0 || text !== textOf(number) || !lacking.delete(number)) wrong++;
  }
  return lacking.size + wrong;
}
