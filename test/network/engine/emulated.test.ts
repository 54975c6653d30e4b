import { describe } from 'vitest';
import { EmulatedNetwork } from '../../../src/network/emulated/network.js';
import { statements } from './statements.js';

describe('an emulated network', () => {
  statements((options) => EmulatedNetwork.open({ ...options, audit: { invariants: true, digest: undefined } }));
});
