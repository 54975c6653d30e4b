// Two nodes in one process: one publishes, the other watches. After `make build`: node examples/library.mjs
import { Node } from 'peerster';

const alice = await Node.open({ name: 'alice' });
const bob = await Node.open({ name: 'bob', peers: [alice.gossipAddress] });

await bob.send('hello from bob');
await alice.awaitRumors({ bob: 2 }, { timeout: 5_000 });

for await (const { position, origin, id, text, relay } of alice.watch({ from: 'beginning' })) {
  console.log(`${position}: ${origin} ${id} by way of ${relay}: ${text}`);
  break;
}
console.log('peers of alice:', alice.peers.map(({ address }) => address).join());

await alice.close();
await bob.close();
