import type { Assertion, Bounds, Measure } from './assertion.js';

const MEASURED: Readonly<Record<Measure, string>> = {
  residue: 'residue',
  packetsPerDelivery: 'packets per delivery',
  bytesPerDelivery: 'bytes per delivery',
  redundancy: 'redundant payloads per delivery',
  lastHop: 'last delivery hop',
  lost: 'lost datagrams',
};

/** An assertion in words. */
export function describe(assertion: Assertion): string {
  switch (assertion.kind) {
    case 'delivered': {
      const { to, share, within, by } = assertion;
      const when = [within === undefined ? '' : ` within ${ms(within)}`, by === undefined ? '' : ` by ${ms(by)}`].join('');
      return `${share === 1 ? '' : `${percent(share)} `}delivered to ${whom(to)}${when}`;
    }
    case 'coverage':
      return `coverage of ${whom(assertion.to)} at ${ms(assertion.at)} ${bounds(assertion, percent)}`;
    case 'converged':
      return `converged by ${ms(assertion.by)}`;
    case 'inOrder':
      return 'in order and once per origin';
    case 'noneLost':
      return 'none lost';
    case 'bound':
      return `${MEASURED[assertion.measure]} ${bounds(assertion, assertion.measure === 'residue' ? percent : String)}`;
  }
}

function whom(to: readonly string[]): string {
  return to.includes('*') ? 'all' : to.join(', ');
}

function bounds({ atLeast, atMost }: Bounds, write: (value: number) => string): string {
  if (atLeast === undefined) return `at most ${write(atMost as number)}`;
  return atMost === undefined ? `at least ${write(atLeast)}` : `from ${write(atLeast)} to ${write(atMost)}`;
}

export function ms(value: number): string {
  return value < 10_000 ? `${Math.round(value)} ms` : `${Number((value / 1_000).toFixed(1))} s`;
}

/** Never rounded up to all. */
export function percent(share: number): string {
  return `${Number((Math.floor(share * 10_000) / 100).toFixed(2))} %`;
}
