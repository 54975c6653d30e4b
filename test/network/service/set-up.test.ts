import { expect, test } from 'vitest';
import { refusal } from '../../control/harness.js';
import { network, stage } from './stage.js';

/** So many that other calls find them being set up. */
const MANY = 30_000;

test('while a large network is set up the server answers others, and DeleteNetwork calls it off', async () => {
  const { networks } = await stage();
  const creating = refusal(networks.createNetwork(network('regular:4', MANY, { name: 'large' })));
  expect(await refusal(networks.getNetwork({ network: 'large' }))).toMatchObject({
    reason: 'WRONG_STATE',
    message: 'the network large is being set up: wait for CreateNetwork',
  });
  expect(await refusal(networks.createNetwork(network('ring', 3, { name: 'large' })))).toMatchObject({ reason: 'NAME_TAKEN' });
  await networks.createNetwork(network('ring', 3, { name: 'small' }));
  expect((await networks.listNetworks({})).networks.map(({ name }) => name)).toEqual(['small']);
  await networks.deleteNetwork({ network: 'large' });
  expect(await creating).toMatchObject({ reason: 'CLOSED', message: 'the network large was deleted while it was being set up' });
  expect((await networks.listNetworks({})).networks.map(({ name }) => name)).toEqual(['small']);
  await networks.createNetwork(network('ring', 3, { name: 'large' }));
});

test('a caller who leaves while a network is set up calls it off', async () => {
  const { networks } = await stage();
  const caller = new AbortController();
  const creating = networks.createNetwork(network('regular:4', MANY, { name: 'large' }), { signal: caller.signal }).catch(() => 'left');
  expect(await refusal(networks.getNetwork({ network: 'large' }))).toMatchObject({ reason: 'WRONG_STATE' });
  caller.abort();
  expect(await creating).toBe('left');
  const isGone = async () => (await refusal(networks.getNetwork({ network: 'large' }))).reason === 'UNKNOWN_NETWORK';
  while (!(await isGone()));
});

test('a server that ends calls off what is being set up', async () => {
  const { networks, close } = await stage();
  const creating = networks.createNetwork(network('regular:4', MANY, { name: 'large' })).catch(() => 'ended');
  expect(await refusal(networks.getNetwork({ network: 'large' }))).toMatchObject({ reason: 'WRONG_STATE' });
  await close();
  expect(await creating).toBe('ended');
});
