/** A part of a node that wants to be woken. What a list of timers would hold are fields of the part itself: arming allocates nothing. */
export interface Timer {
  /** Monotonic ms; Infinity when there is nothing to wait for. */
  deadline: number;
  /** Set by `Timers.arm`, 0 before: equal deadlines fire in the order in which they were armed. */
  armed: number;
  /** Set by `Timers`: the next timer of the same node. */
  next: Timer | undefined;
  /** Called once the deadline has passed, with `deadline` already Infinity. */
  fire(now: number): void;
}

/** The few timers of one node, linked through themselves. */
export class Timers {
  private first: Timer | undefined;
  private sequence = 0;

  /** Makes `timer` fire at `deadline`, whatever it was armed for before. */
  arm(timer: Timer, deadline: number): void {
    if (timer.armed === 0) {
      timer.next = this.first;
      this.first = timer;
    }
    timer.armed = ++this.sequence;
    timer.deadline = deadline;
  }

  /** The earliest deadline; Infinity if there is none. */
  next(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (let timer = this.first; timer !== undefined; timer = timer.next) if (timer.deadline < earliest) earliest = timer.deadline;
    return earliest;
  }

  /** The deadline of one timer; Infinity where there is none such. */
  deadlineOf(isMeant: (timer: Timer) => boolean): number {
    let timer = this.first;
    while (timer !== undefined && !isMeant(timer)) timer = timer.next;
    return timer?.deadline ?? Number.POSITIVE_INFINITY;
  }

  /** Fires everything that is due, earliest first; what these arm for `now` or before fires too. */
  fire(now: number): void {
    for (let due = this.earliestDue(now); due !== undefined; due = this.earliestDue(now)) {
      due.deadline = Number.POSITIVE_INFINITY;
      due.fire(now);
    }
  }

  private earliestDue(now: number): Timer | undefined {
    let best: Timer | undefined;
    for (let timer = this.first; timer !== undefined; timer = timer.next) {
      if (timer.deadline > now) continue;
      if (best === undefined || timer.deadline < best.deadline || (timer.deadline === best.deadline && timer.armed < best.armed))
        best = timer;
    }
    return best;
  }
}
