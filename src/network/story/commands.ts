/** A node, as somebody outside reaches it. */
export interface Reachable {
  readonly name: string;
  /** ip:port of its UIPort; undefined where it has none. */
  readonly uiAddress: string | undefined;
}

/** Nodes whose ports are listed; more would fill the screen. */
const LISTED = 20;

/** How to talk to the nodes from another terminal: lines of at most 80 characters. `port`: the network's, ip:port. */
export function commandLines(nodes: readonly Reachable[], port: string, program: string): string[] {
  const [first, other] = [nodes[0], nodes[Math.floor(nodes.length / 2)]] as [Reachable, Reachable];
  const method = 'peerster.v1.NodeService/SendMessage';
  const [address, header] = first.uiAddress === undefined ? [port, ` -H 'peerster-node: ${first.name}'`] : [first.uiAddress, ''];
  return [
    ' The nodes stay up; Ctrl-C ends them. To talk to them from another terminal:',
    `   ${program} send --address ${inFlags(first, port)} "hello"`,
    `   ${program} watch --address ${inFlags(other, port)}`,
    `   grpcurl -plaintext${header} -d '{"text":"hello"}' \\`,
    `     ${address} ${method}`,
    `   buf curl --protocol grpc --http2-prior-knowledge \\`,
    `     -d '{"text":"hello"}'${header} \\`,
    `     http://${address}/${method}`,
    ` The port of the network, for all of them: ${port} (docs/networks.md)`,
    ...portLines(nodes.filter(hasPort)),
  ];
}

/** What --address takes, and what must be said with it. */
function inFlags({ name, uiAddress }: Reachable, port: string): string {
  return uiAddress ?? `${port} --node ${name}`;
}

function hasPort(node: Reachable): node is Reachable & { readonly uiAddress: string } {
  return node.uiAddress !== undefined;
}

function portLines(nodes: readonly { readonly name: string; readonly uiAddress: string }[]): string[] {
  const items = nodes.slice(0, LISTED).map(({ name, uiAddress }) => `${name} ${uiAddress.slice(uiAddress.lastIndexOf(':') + 1)}`);
  const lines: string[] = [];
  for (const item of nodes.length > LISTED ? [...items, '…'] : items) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + item.length + 2 <= 79) lines[lines.length - 1] = `${last}  ${item}`;
    else lines.push(last === undefined ? ` UIPorts: ${item}` : `          ${item}`);
  }
  return lines;
}
