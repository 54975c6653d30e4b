import { PeersterError } from '../../core/errors.js';
import { Template } from '../templates/template.js';

/** The holes of the command that starts a node, and what fills them. */
export const NODE_HOLES = {
  ui: 'the port for its client',
  gossip: 'ip:port on which it gossips',
  name: 'its name',
  peers: 'ip:port of each neighbour, with commas; nothing where it has none',
  rtimer: 'whole seconds between route rumors; 0: none',
  antientropy: 'whole seconds between Statuses; 0: none',
  simple: 'the word -simple; nothing unless it is in simple mode',
  seed: 'a number for its dice',
} as const;

/** Those of the command that calls its client. Only what a call is about is filled. */
export const CLIENT_HOLES = {
  ui: 'the port of the node',
  name: 'the name of the node',
  text: 'the text of a message',
  dest: 'the node that a private message is for, or that has a file',
  file: 'the name of a file',
  request: 'the metahash of a file to download',
  keywords: 'the keywords of a search, with commas',
  budget: 'the budget of a search',
} as const;

export type ClientHole = keyof typeof CLIENT_HOLES;

/** What a call of a client is about. */
export type Call = { readonly [hole in Exclude<ClientHole, 'ui' | 'name'>]?: string | undefined };

/** Throws INVALID_SETTING where it cannot start a node. */
export function nodeCommand(text: string): Template {
  const template = parse(text, 'node', NODE_HOLES);
  const missing = ['gossip', 'name', 'peers'].filter((hole) => !template.has(hole)).map((hole) => `{${hole}}`);
  if (missing.length === 0) return template;
  throw new PeersterError('INVALID_SETTING', `node has no ${missing.join(', ')}: say where it goes, as -gossipAddr={gossip}`);
}

/** Throws INVALID_SETTING where it cannot tell a node anything. */
export function clientCommand(text: string): Template {
  const template = parse(text, 'client', CLIENT_HOLES);
  if (template.has('text')) return template;
  throw new PeersterError('INVALID_SETTING', 'client has no {text}: say where a message goes, as -msg={text}');
}

function parse(text: string, what: string, holes: Readonly<Record<string, string>>): Template {
  try {
    return Template.parse(text, Object.keys(holes));
  } catch (error) {
    throw error instanceof PeersterError ? new PeersterError(error.code, `${what}: ${error.message}`) : error;
  }
}
