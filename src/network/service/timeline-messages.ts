import { PeersterError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import type { NodeSelection, TimelineEntry as Message } from '../../gen/peerster/v1/network.js';
import type { Engine } from '../engine/engine.js';
import type { NodeNames } from '../faults/fault-spec.js';
import type { Action, TimelineEntry } from '../timeline/timeline-entry.js';
import { toMemory, toSpec } from './commands.js';
import { wholeMs } from './faults/delay-messages.js';
import { toFault } from './faults/fault-messages.js';

/** Throws INVALID_REQUEST with the place of the entry; names are checked against the network as it will be then. */
export function toEntries(engine: Engine, entries: readonly Message[], random: Random): TimelineEntry[] {
  return entries.map((entry, place) => {
    try {
      return { at: wholeMs(entry.at, 'at'), action: toAction(engine, entry.command, random) };
    } catch (error) {
      if (!(error instanceof PeersterError)) throw error;
      throw new PeersterError(error.code, `entry ${place + 1} of the timeline: ${error.message}`, { entry: String(place) });
    }
  });
}

function toAction(engine: Engine, command: Message['command'], random: Random): Action {
  switch (command?.$case) {
    case 'fault': {
      const { spec, duration } = toFault(engine, command.value, random);
      return duration === undefined ? { do: 'fault', fault: spec } : { do: 'fault', fault: spec, duration };
    }
    case 'heal':
      return { do: 'heal', ids: command.value.ids };
    case 'crash':
    case 'pause':
    case 'resume':
    case 'remove':
      return { do: command.$case, nodes: toNames(command.value) };
    case 'restart':
      return { do: 'restart', nodes: toNames(command.value.nodes), memory: toMemory(command.value.memory) };
    case 'add': {
      const { name, neighbours, program } = command.value;
      if (name === '') throw new PeersterError('INVALID_REQUEST', 'a node to be added by a timeline needs a name');
      if (program !== undefined)
        throw new PeersterError('UNSUPPORTED', 'a node that a timeline adds is as the others; AddNodes takes a program');
      return { do: 'add', node: toSpec(command.value, name), neighbours };
    }
    case 'link':
    case 'unlink':
      return { do: command.$case, ...command.value };
    case 'send':
      return { do: 'send', ...command.value };
    case undefined:
      throw new PeersterError('INVALID_REQUEST', 'nothing is to be done; give it a command');
  }
}

/** As they are written: whom they mean is told when the time has come. */
function toNames(selection: NodeSelection | undefined): NodeNames {
  if (selection === undefined) return [];
  if (selection.count > 0) throw new PeersterError('INVALID_REQUEST', 'a timeline draws no nodes: name them, and leave count out');
  return selection.all ? ['*'] : selection.names;
}
