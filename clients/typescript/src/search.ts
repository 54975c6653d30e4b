import type { SearchEnded, SearchFilesResponse, SearchMatch } from '../../../src/gen/peerster/v1/node.js';

/**
 * A search for files of other nodes: matches, each as it is found and again where other chunks of it turn up. It is the node's: it goes
 * on when nobody follows it any more. Iterate once.
 */
export class Search implements AsyncIterable<SearchMatch> {
  /** What `followSearch` and `cancelSearch` know it by; 0 before the first match. */
  id = 0;
  /** How it came out, once all matches have been told. */
  ended: SearchEnded | undefined;

  constructor(private readonly responses: AsyncIterable<SearchFilesResponse>) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<SearchMatch, void> {
    for await (const { event } of this.responses) {
      if (event?.$case === 'started') this.id = event.value.searchId;
      else if (event?.$case === 'ended') this.ended = event.value;
      else if (event?.$case === 'match') yield event.value;
    }
  }
}
