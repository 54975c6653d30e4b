export interface Threshold {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What the figures must reach. `*` stands for one or more words of a row's id. A row that nothing here names is for orientation. */
export const THRESHOLDS: Readonly<Record<string, Threshold>> = {
  // 10,000 messages of 100 bytes through ten nodes in one process, against a bare dgram loop.
  'gossip.plain.*.ratio': { atLeast: 0.2 },
  'gossip.extension.*.ratio': { atLeast: 0.7 },
  'gossip.plain.*.packets': { atMost: 3 },
  'gossip.extension.*.packets': { atMost: 0.6 },
  'gossip.*.missing': { atMost: 0 },
  'in-sync.*.busiest': { atMost: 3 },
  // SendMessage against a bare nice-grpc echo.
  'send.alone.*.ratio': { atLeast: 0.85 },
  'send.plain.*.ratio': { atLeast: 0.4 },
  'send.extension.*.ratio': { atLeast: 0.65 },
  'send.*.missing': { atMost: 0 },
  // WatchRumors against a bare nice-grpc stream of one message per response.
  'watch.live.ratio': { atLeast: 0.55 },
  'watch.ten.ratio': { atLeast: 0.65 },
  'watch.catch-up.ratio': { atLeast: 5 },
  // With more it would not be live.
  'watch.live.per-response': { atMost: 1.1 },
  'watch.ten.per-response': { atMost: 1.1 },
  'watch.*.missing': { atMost: 0 },
  // A download of 64 MiB against read, hash, datagrams and write with nothing around them.
  'files.direct.ratio': { atLeast: 0.5 },
  'files.*.grown': { atMost: 50 },
  'files.*.wrong': { atMost: 0 },
  'stalled.megabytes': { atMost: 3 },
  'stalled.missing': { atMost: 0 },
  'memory.idle-core': { atMost: 1024 },
  // Networks in virtual time, beside a binary heap of events without a protocol.
  'emulated.objects.*.ratio': { atLeast: 0.6 },
  'emulated.encoded.*.ratio': { atLeast: 0.4 },
  'emulated.*.missing': { atMost: 0 },
  'emulated.crowd.1000.seconds': { atMost: 5 },
  'emulated.crowd.10000.seconds': { atMost: 45 },
  'million.0.seconds': { atMost: 100 },
  'million.*.mebibytes': { atMost: 4096 },
  'million.*.missing': { atMost: 0 },
  // Ten emulated nodes and a minute of virtual time: what a harness waits for.
  'minute.seconds': { atMost: 1 },
  'minute.missing': { atMost: 0 },
  // Against `node -e 0`.
  'start.help.ratio': { atMost: 1.2 },
  'start.client.ratio': { atMost: 2.2 },
  'start.ready.ratio': { atMost: 3 },
};

/** The threshold of a row, if it has one. */
export function thresholdOf(id: string): Threshold | undefined {
  const pattern = Object.keys(THRESHOLDS).find((key) => matches(key, id));
  return pattern === undefined ? undefined : THRESHOLDS[pattern];
}

function matches(pattern: string, id: string): boolean {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.+')}$`).test(id);
}
