import type { Plugin } from 'vite';
export declare function plantMutant(name: string): Plugin;
