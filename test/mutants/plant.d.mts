import type { Plugin } from 'vite';
import type { Mutant } from './mutants.mjs';
export declare function mutated(mutant: Mutant, source: string): string;
export declare function plantMutant(name: string): Plugin;
