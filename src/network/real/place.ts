import { PeersterError } from '../../core/errors.js';
import type { NodeSpec, NodeState } from '../engine/engine.js';
import type { Life } from './life.js';

type Task = (life: Life) => Promise<void>;

/** What a network remembers of one of its nodes across its lives. */
export class Place {
  state: NodeState = 'down';
  /** The present life, or the last one. */
  life: Life | undefined;
  /** How many lives have begun. */
  lives = 0;
  readonly neighbours = new Set<number>();
  /** What a node that stands still is to be told when it goes on. */
  private waiting: Task[] = [];

  constructor(readonly spec: NodeSpec) {}

  /** Throws WRONG_STATE unless the node is in one of these states. */
  expect(...states: readonly NodeState[]): void {
    if (!states.includes(this.state)) throw new PeersterError('WRONG_STATE', `${this.spec.name} is ${this.state}${ADVICE[this.state]}`);
  }

  /** The life of a node that is up. Throws WRONG_STATE. */
  living(): Life {
    this.expect('up');
    return this.life as Life;
  }

  /** The last life, which can go on after a crash. Throws UNSUPPORTED where a crash took its memory. */
  revivable(): Life & Required<Pick<Life, 'revive'>> {
    const life = this.life as Life;
    if (canGoOn(life)) return life;
    const advice = 'a killed process has lost its memory: restart it with memory lost';
    throw new PeersterError('UNSUPPORTED', `${this.spec.name} cannot come back with what it held; ${advice}`);
  }

  /** Tells the node now, or when it goes on; a node that begins anew has been told otherwise. */
  async tell(task: Task): Promise<void> {
    if (this.state === 'up') await task(this.life as Life);
    else if (this.life !== undefined && this.state !== 'gone') this.waiting.push(task);
  }

  /** The last life comes back with all that it held. Throws UNSUPPORTED where that is lost. */
  async revive(): Promise<Life> {
    const life = this.life as Life;
    if (life.revive === undefined) {
      const advice = 'a killed process has lost its memory: restart it with memory lost';
      throw new PeersterError('UNSUPPORTED', `${this.spec.name} cannot come back with what it held; ${advice}`);
    }
    await life.revive();
    return life;
  }

  /** It goes on: with what it has to be told. */
  async goOn(life: Life): Promise<void> {
    this.state = 'up';
    const tasks = this.waiting.splice(0);
    for (const task of tasks) await task(life);
  }

  /** A new life has begun. */
  begin(life: Life): void {
    this.waiting = [];
    this.life = life;
    this.state = 'up';
  }
}

function canGoOn(life: Life): life is Life & Required<Pick<Life, 'revive'>> {
  return life.revive !== undefined;
}

const ADVICE: Readonly<Record<NodeState, string>> = {
  up: ' already',
  paused: '; resume it first',
  down: '; restart it first',
  gone: ', and its number is not used again',
};
