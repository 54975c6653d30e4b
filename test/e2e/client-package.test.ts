import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outside } from './outside.js';
import { Programs } from './processes.js';

const programs = new Programs();
let outside: Outside;
beforeEach(() => void (outside = new Outside()));
afterEach(async () => {
  outside.remove();
  await programs.killAll();
});

const SENDS_AND_WATCHES = `
  import { connect, MessageKind, watch } from 'peerster/client';

  const connection = connect(process.argv[2] ?? '');
  const { origin } = await connection.node.sendMessage({ text: 'hello' });
  for await (const message of watch(connection, { from: 'beginning' })) {
    console.log(origin, message.id, message.text, message.kind === MessageKind.MESSAGE_KIND_RUMOR);
    break;
  }
  connection.close();
`;

test('whoever installs the package can import the client, and drives a node with it', async () => {
  const { is } = await programs.node('-name=alice');
  expect(await outside.run(SENDS_AND_WATCHES, is.uiAddress)).toBe('alice 1 hello true\n');
});

test('the client comes with its types', async () => {
  expect(await outside.complaints(SENDS_AND_WATCHES)).toBe('');
  expect(await outside.complaints(`${SENDS_AND_WATCHES}; await connection.node.sendMessage({ txt: 'x' });`)).toContain(
    "'txt' does not exist",
  );
});
