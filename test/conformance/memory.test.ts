import { MemoryWorld } from './memory-world.js';
import { conformance } from './statements.js';

conformance('in memory', () => new MemoryWorld(1));
