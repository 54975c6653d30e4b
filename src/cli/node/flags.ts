import { LOG_FORMATS, LOG_LEVELS } from '../../logging/logger.js';
import type { Flag } from '../go-flags.js';

export const NODE_FLAGS: readonly Flag[] = [
  { name: 'UIPort', kind: 'text', value: 'PORT', fallback: '10000', about: 'port of the gRPC API; 0 for any free one' },
  { name: 'UIAddr', kind: 'text', value: 'ADDRESS', fallback: '127.0.0.1', about: 'address that UIPort is opened on' },
  { name: 'insecure', kind: 'switch', about: 'allow an address for UIPort that other machines can reach' },
  {
    name: 'gossipAddr',
    kind: 'text',
    value: 'IP:PORT',
    fallback: '127.0.0.1:5000',
    about: 'where to gossip over UDP; port 0 for any free one',
  },
  { name: 'advertise', kind: 'text', value: 'IP:PORT', about: 'how others should write that address, if not as it is bound' },
  {
    name: 'name',
    kind: 'text',
    value: 'NAME',
    about: 'the origin of its messages (default "node-" and the gossip port; for port 0 something random)',
  },
  { name: 'peers', kind: 'text', value: 'IP:PORT,…', about: 'the peers to begin with: addresses or host names' },
  { name: 'simple', kind: 'switch', about: 'simple mode: every text goes to all peers, without mongering' },
  { name: 'rule', kind: 'text', value: 'FILE', about: 'a module with a rule of spreading in place of mongering (docs/rules.md)' },
  {
    name: 'antiEntropy',
    kind: 'text',
    value: 'SECONDS',
    fallback: '1',
    about: 'period of the Status sent to a random peer; 0 turns it off',
  },
  {
    name: 'rtimer',
    kind: 'text',
    value: 'SECONDS',
    fallback: '0',
    about: 'period of the route rumors that show others the way here; 0 for none',
  },
  { name: 'shared', kind: 'text', value: 'FOLDER', fallback: '_SharedFiles', about: 'where files that may be shared are' },
  { name: 'downloads', kind: 'text', value: 'FOLDER', fallback: '_Downloads', about: 'where downloads are saved' },
  {
    name: 'data',
    kind: 'text',
    value: 'FOLDER',
    about: 'where the chunks of files are kept for the next run of this node, so that downloads go on (default: nowhere)',
  },
  { name: 'GUIPort', kind: 'text', value: 'PORT', about: 'port of the web page; accepted, but this version has none' },
  { name: 'v', kind: 'switch', about: 'print "Gossiper running" once the node is up' },
  { name: 'ready', kind: 'switch', about: 'print one line of JSON with the real addresses once the node is up' },
  { name: 'set', kind: 'list', value: 'NAME=NUMBER,…', about: 'protocol constants (docs/settings.md); may come several times' },
  { name: 'seed', kind: 'text', value: 'NUMBER', about: "of the node's random choices (default: a random one)" },
  { name: 'log-level', kind: 'text', value: 'LEVEL', fallback: 'warn', about: `what goes to standard error: ${LOG_LEVELS.join(', ')}` },
  { name: 'log-format', kind: 'text', value: 'FORMAT', fallback: 'pretty', about: `of standard error: ${LOG_FORMATS.join(' or ')}` },
];

export const NODE_USAGE = `Usage: peerster node [FLAGS]

Runs one node until SIGTERM or Ctrl-C. What it does goes to standard output as
the course programs print it (RUMOR, STATUS, PEERS, MONGERING, …), everything
else to standard error.
`;

export const NODE_NOTES = `Examples:
  peerster node -name=alice -UIPort=10000 -gossipAddr=127.0.0.1:5000
  peerster node -name bob -UIPort 10001 -gossipAddr 127.0.0.1:5001 -peers 127.0.0.1:5000,127.0.0.1:5002
  peerster node -UIPort=0 -gossipAddr=127.0.0.1:0 -ready -set=coin=0.3,ackTimeout=500

Exit status: 0 after SIGTERM, Ctrl-C or Shutdown; 1 if it cannot start (a busy
port, an impossible address); 2 for bad flags.
`;
