import { describe } from 'vitest';
import type { EngineOptions } from '../../src/network/engine/options.js';
import { ProcessNetwork } from '../../src/network/processes/network.js';
import { realStatements } from '../network/engine/real-statements.js';
import { statements } from '../network/engine/statements.js';

describe('a network of processes', () => {
  const open = (options: EngineOptions) => ProcessNetwork.open(options);
  statements(open, { remembers: false });
  realStatements(open);
});
