/** A command has ended with this exit status and has said itself what there is to say. */
export class Ended extends Error {
  constructor(readonly status: number) {
    super(`ended with status ${status}`);
  }
}
