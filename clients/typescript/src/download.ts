import type { DownloadFileResponse, DownloadProgress, File } from '../../../src/gen/peerster/v1/node.js';

/**
 * A file on its way: some four times a second how far it is. It is the node's: it goes on when nobody follows it any more, and the same
 * call follows it. Iterate once, or wait for `file`.
 */
export class Download implements AsyncIterable<DownloadProgress> {
  private done: File | undefined;

  constructor(private readonly responses: AsyncIterable<DownloadFileResponse>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<DownloadProgress, void> {
    for await (const { event } of this.responses) {
      if (event?.$case === 'file') this.done = event.value;
      else if (event?.$case === 'progress') yield event.value;
    }
  }

  /** Resolves with the file once it is there. After an iteration to the end it is. */
  async file(): Promise<File> {
    if (this.done === undefined) for await (const _ of this) continue;
    if (this.done === undefined) throw new Error('the node ended the call without a result');
    return this.done;
  }
}
