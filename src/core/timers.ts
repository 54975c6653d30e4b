/** A part of a node that wants to be woken. What a list of timers would hold are fields of the part itself: arming allocates nothing. */
export interface Timer {
  /** Monotonic ms; says something only while `isArmed`. Begin with 0: an Infinity would make it a number on the heap in every node. */
  deadline: number;
  /** Set by `Timers`; false before. */
  isArmed: boolean;
  /** Set by `Timers`: the next armed timer of the same node. */
  next: Timer | undefined;
  /** Called once the deadline has passed, no longer armed. */
  fire(now: number): void;
}

/** The few armed timers of one node, linked through themselves: earliest first, equal deadlines in the order in which they were armed. */
export class Timers {
  private first: Timer | undefined;

  /** Makes `timer` fire at `deadline`, whatever it was armed for before; Infinity: never. */
  arm(timer: Timer, deadline: number): void {
    this.disarm(timer);
    if (deadline === Number.POSITIVE_INFINITY) return;
    timer.deadline = deadline;
    timer.isArmed = true;
    let before: Timer | undefined;
    let after = this.first;
    for (; after !== undefined && after.deadline <= deadline; after = after.next) before = after;
    timer.next = after;
    if (before === undefined) this.first = timer;
    else before.next = timer;
  }

  disarm(timer: Timer): void {
    if (!timer.isArmed) return;
    timer.isArmed = false;
    if (this.first === timer) this.first = timer.next;
    else {
      let before = this.first;
      while (before !== undefined && before.next !== timer) before = before.next;
      if (before !== undefined) before.next = timer.next;
    }
    timer.next = undefined;
  }

  /** The earliest deadline; Infinity if there is none. */
  next(): number {
    return this.first === undefined ? Number.POSITIVE_INFINITY : this.first.deadline;
  }

  /** The deadline of one timer; Infinity where there is none such. */
  deadlineOf(isMeant: (timer: Timer) => boolean): number {
    let timer = this.first;
    while (timer !== undefined && !isMeant(timer)) timer = timer.next;
    return timer?.deadline ?? Number.POSITIVE_INFINITY;
  }

  /** Fires everything that is due, earliest first; what these arm for `now` or before fires too. */
  fire(now: number): void {
    for (let due = this.first; due !== undefined && due.deadline <= now; due = this.first) {
      this.first = due.next;
      due.next = undefined;
      due.isArmed = false;
      due.fire(now);
    }
  }
}
