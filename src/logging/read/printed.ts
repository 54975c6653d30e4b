import type { Want } from '../../core/packet.js';

/**
 * What a printed line tells. Addresses are as they stand there; texts too, so control characters in them are escaped as `printable` does.
 * A client's text that ends in ` dest NAME` cannot be told from a private message to NAME: it is read as one.
 */
export type Printed =
  | { readonly kind: 'client'; readonly text: string; readonly destination: string | undefined }
  | { readonly kind: 'simple'; readonly origin: string; readonly from: string; readonly text: string }
  | { readonly kind: 'rumor'; readonly origin: string; readonly from: string; readonly id: number; readonly text: string }
  | { readonly kind: 'status'; readonly from: string; readonly want: readonly Want[] }
  | { readonly kind: 'peers'; readonly peers: readonly string[] }
  | { readonly kind: 'mongering'; readonly to: string }
  /** Heads: tails are not printed. */
  | { readonly kind: 'coin'; readonly to: string }
  | { readonly kind: 'in-sync'; readonly with: string }
  | { readonly kind: 'route'; readonly origin: string; readonly nextHop: string }
  | { readonly kind: 'private'; readonly origin: string; readonly hopLimit: number; readonly text: string }
  /** Chunks count from 1; 0 is the metafile. */
  | { readonly kind: 'downloading'; readonly file: string; readonly chunk: number; readonly from: string }
  | { readonly kind: 'reconstructed'; readonly file: string }
  | {
      readonly kind: 'found';
      readonly fileName: string;
      readonly node: string;
      readonly metahash: string;
      readonly chunks: readonly number[];
    }
  | { readonly kind: 'search-finished' };

export type PrintedKind = Printed['kind'];
