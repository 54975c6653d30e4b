import type { NetworkSpec } from './network-spec.js';

/** A network without nodes in which nothing is planned: what somebody makes who says more by and by. */
export const PLAIN_SPEC: NetworkSpec = {
  name: '',
  engine: 'emulated',
  seed: undefined,
  nodes: [],
  topology: [],
  overrides: [],
  programs: [],
  settings: {},
  links: [],
  warmUp: 0,
  workload: [],
  timeline: [],
  end: { kind: 'at', ms: 0 },
  churn: [],
  mobility: undefined,
  assertions: [],
  rule: undefined,
  pcap: undefined,
};
