// Two nodes in one process: one shares a file, the other searches for it and gets it. After `make build`: node examples/files.mjs
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Node } from 'peerster';

const folder = await mkdtemp(join(tmpdir(), 'peerster-example-'));
const alice = await Node.open({ name: 'alice' });
const bob = await Node.open({ name: 'bob', peers: [alice.gossipAddress], folders: { downloads: join(folder, '_Downloads') } });

// Each must know the way to the other, and learns it from what the other says.
await Promise.all([alice.send('hello from alice'), bob.send('hello from bob')]);
await Promise.all([alice.awaitRumors({ bob: 2 }), bob.awaitRumors({ alice: 2 })]);

await alice.files.shareBytes('song.txt', Buffer.from('la '.repeat(100_000)));
for await (const { fileName, metahash, node } of bob.search(['song'], { budget: 2 })) {
  console.log(`${node} has ${fileName}`);
  for await (const { chunksHad, chunkCount } of bob.files.download(metahash, { as: fileName, from: node }))
    if (chunksHad === chunkCount) console.log(`bob has ${chunksHad} chunks`);
  break;
}
for (const { name, size } of bob.files.list()) console.log(`${name}: ${size} bytes`);

await Promise.all([alice.close(), bob.close()]);
await rm(folder, { recursive: true });
