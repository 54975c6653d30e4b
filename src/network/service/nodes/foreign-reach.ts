import type { Guard } from '../../../control/guard.js';
import { Room } from '../../../control/room.js';
import { VERSION } from '../../../version.js';
import type { Engine } from '../../engine/engine.js';
import type { ForeignNode } from '../../programs/foreign-node.js';
import { ForeignControl } from '../foreign/control.js';
import { foreignService } from '../foreign/service.js';
import { ServedHere } from './served-here.js';

/** The API of a node that is somebody else's: made here of what its client can do and of what is seen of it. */
export class ForeignReach extends ServedHere {
  constructor(engine: Engine, node: ForeignNode, guard: Guard) {
    super(node, node.ending, (ending) => foreignService(node, new Room(new ForeignControl(engine, node), VERSION, ending), guard));
  }
}
