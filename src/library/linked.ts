/** A signal of one's own that follows the caller's, so that nothing is left hanging on a signal that outlives many calls. */
export class Linked {
  private readonly controller = new AbortController();
  private readonly follow = (): void => this.controller.abort();

  constructor(private readonly caller: AbortSignal | undefined) {
    if (caller?.aborted) this.follow();
    else caller?.addEventListener('abort', this.follow, { once: true });
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  release(): void {
    this.caller?.removeEventListener('abort', this.follow);
  }
}
