/** A node, as somebody outside reaches it. */
export interface Reachable {
  readonly name: string;
  /** ip:port of its UIPort. */
  readonly uiAddress: string;
}

/** Nodes whose ports are listed; more would fill the screen. */
const LISTED = 20;

/** How to talk to the nodes from another terminal: lines of at most 80 characters. */
export function commandLines(nodes: readonly Reachable[], program: string): string[] {
  const [first, other] = [nodes[0]?.uiAddress ?? '', nodes[Math.floor(nodes.length / 2)]?.uiAddress ?? ''];
  const method = 'peerster.v1.NodeService/SendMessage';
  return [
    ' The nodes stay up; Ctrl-C ends them. To talk to them from another terminal:',
    `   ${program} send --address ${first} "hello"`,
    `   ${program} watch --address ${other}`,
    `   grpcurl -plaintext -d '{"text":"hello"}' ${first} \\`,
    `     ${method}`,
    `   buf curl --protocol grpc --http2-prior-knowledge -d '{"text":"hello"}' \\`,
    `     http://${first}/${method}`,
    ...portLines(nodes),
  ];
}

function portLines(nodes: readonly Reachable[]): string[] {
  const items = nodes.slice(0, LISTED).map(({ name, uiAddress }) => `${name} ${uiAddress.slice(uiAddress.lastIndexOf(':') + 1)}`);
  const lines: string[] = [];
  for (const item of nodes.length > LISTED ? [...items, '…'] : items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= 79) lines[lines.length - 1] = `${last}  ${item}`;
    else lines.push(last === undefined ? ` UIPorts: ${item}` : `          ${item}`);
  }
  return lines;
}
