import type { Flag } from '../go-flags.js';

export const CLIENT_FLAGS: readonly Flag[] = [
  { name: 'UIPort', kind: 'text', value: 'PORT', fallback: '10000', about: "the node's UIPort" },
  { name: 'UIAddr', kind: 'text', value: 'ADDRESS', fallback: '127.0.0.1', about: 'the address that UIPort is on' },
  { name: 'msg', kind: 'text', value: 'TEXT', about: 'a text: for everybody, or with -dest for one node' },
  { name: 'dest', aliases: ['Dest'], kind: 'text', value: 'NAME', about: 'the node that a text is for, or that a file is asked of' },
  {
    name: 'file',
    kind: 'text',
    value: 'NAME',
    about: 'alone: share this file of _SharedFiles; with -request: save the download under this name',
  },
  { name: 'index', kind: 'text', value: 'NAME', about: 'share this file of _SharedFiles, as -file alone does' },
  { name: 'request', kind: 'text', value: 'HASH', about: 'download the file with this metahash (64 hex digits)' },
  { name: 'keywords', kind: 'text', value: 'A,B', about: 'search for files whose names contain one of these; * stands for any characters' },
  { name: 'budget', kind: 'text', value: 'N', about: 'how many nodes a search may reach; without it the search widens by itself' },
  { name: 'strict', kind: 'switch', about: 'exit with 1 where the command did not reach its aim, instead of a warning and 0' },
];

export const CLIENT_USAGE = `Usage: peerster client [FLAGS]

Hands one message or command to a node and exits, as the course programs' client
does.
`;

export const CLIENT_NOTES = `Combinations:
  -msg                        a rumor for everybody
  -msg -dest                  a private message
  -file, or -index            share a file
  -file -request [-dest]      download a file
  -keywords [-budget]         search for files
Any other prints ERROR (Bad argument combination) and exits with 1. Where there is
no route to -dest, or no such file, the client says so on standard error. It
returns when the node has begun a download or a search, not at its end.

Examples:
  peerster client -UIPort=10000 -msg=hello
  peerster client -UIPort 10001 -msg "only for bob" -dest bob
  peerster client -UIPort=10000 -file=film.mp4
  peerster client -UIPort=10001 -file=copy.mp4 -request=9f86…0a08 -dest=alice

The client waits up to 3 s for its node. If none answers it warns on standard
error and exits with 0, like a program that sends one datagram; with -strict it
exits with 1.
`;
