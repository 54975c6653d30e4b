/** Every bound that keeps a node's memory and answers finite, whatever others send. A number here has a unit and a reason. */
export const BOUNDS = {
  /** Bytes. UDP's own limit over IPv4: no datagram can be larger. */
  datagramBytes: 65_507,
  /** UTF-8 bytes of a node's name. Names travel in every Status; 255 keeps one entry within a few hundred bytes. */
  nameBytes: 255,
  /** UTF-8 bytes of a text that a client may send. A course node reads into a buffer that holds an 8 KiB chunk. */
  textBytes: 8_192,
  /** Origins a node keeps a row for: about 300 bytes each. */
  origins: 131_072,
  /** Those of them that learnt peers may bring, where a user has named peers: anybody can be a learnt peer and invent names. */
  originsOfStrangers: 16_384,
  /** Rumors held out of order, over all origins; the oldest held goes first. */
  heldRumors: 4_096,
  /** About the bytes of their texts: a text of a datagram's length is none of ours, but lawful. */
  heldBytes: 8_388_608,
  /** How far above the next id a rumor may be and still be held. */
  heldAhead: 1_024,
  /** Peers that a user may configure. */
  configuredPeers: 65_536,
  /** Peers learnt from datagrams; the longest silent goes first. Configured peers are not counted. */
  learntPeers: 1_024,
  /** The largest id ever issued or accepted: ids are uint32 and a Status speaks of id + 1. */
  lastId: 2 ** 32 - 2,
  /** Ids of private messages remembered, to tell copies that the network made; about 40 bytes each. The oldest goes first. */
  privateIds: 4_096,
  /** Searches of a node that go on or are remembered for replies that come late. */
  searches: 64,
  /** Matches that one search keeps; about 300 bytes each. */
  searchMatches: 4_096,
  /** UTF-8 bytes of the keywords of one search. */
  keywordBytes: 8_192,
  /** Search requests of others that are remembered, to tell repetitions; about 50 bytes each. */
  searchRequests: 4_096,
  /** Entries of a chunk map that is taken in: 256 chunks of 8 KiB, or 512 parts of 2 MiB of a file of 1 GiB, and room to spare. */
  chunkMap: 4_096,
  /** Chunk numbers remembered of what searches found: 8 MB. */
  foundChunks: 1_048_576,
  /** Neighbours whose requests are counted, to limit the answers. */
  servedNeighbours: 256,
  /** Request ids remembered to answer a repeated SendMessage; the oldest goes first. */
  requestIds: 4_096,
  /** UTF-16 units of a request id: a UUID is 36; the remembered ones take under a megabyte. */
  requestIdLength: 128,
  /** Messages of one page of ListMessages, and about its bytes: gRPC clients refuse messages over 4 MiB. */
  pageMessages: 1_000,
  pageBytes: 1_048_576,
  /** Messages of one response of a watch that catches up, and about its bytes: some 16 such responses wait in the stream. */
  batchMessages: 128,
  batchBytes: 32_768,
  /** Events that wait for a slow WatchEvents; more are counted as missed. */
  waitingEvents: 1_024,
  /** Bytes of a file. Its outline and its place in searches are made for so much. */
  fileBytes: 1_073_741_824,
  /** Files of a node that others can find; about 300 bytes each, and a bit for each chunk of an unfinished one. */
  ownFiles: 65_536,
  /** Downloads that run at a time: about 100 KiB each. */
  downloads: 64,
  /** Blocks that one request asks for: 1,100 bytes fit every link. */
  requestBlocks: 32,
  /** Blocks that are being read from the store for others; further requests are dropped. */
  waitingReads: 1_024,
  /** Entries of the log that stay readable; older ones are OUT_OF_RANGE and are no longer sent to peers that lack them. */
  logEntries: 1_048_576,
  /** About the bytes of their texts, of which the oldest go likewise. */
  logBytes: 268_435_456,
} as const;
