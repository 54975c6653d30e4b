import { conformance } from './statements.js';
import { UdpWorld } from './udp-world.js';

conformance('on UDP', () => new UdpWorld());
