import type { Guard } from '../../../control/guard.js';
import type { NodeControl } from '../../../control/node-control.js';
import { Room } from '../../../control/room.js';
import { nodeService } from '../../../control/service.js';
import { VERSION } from '../../../version.js';
import { ServedHere } from './served-here.js';

/** The API of a node in this process: the very service that its UIPort has, or would have. */
export class InProcess extends ServedHere {
  constructor(control: NodeControl, guard: Guard) {
    super(control, control.closing, (ending) => nodeService(new Room(control, VERSION, ending), guard));
  }
}
