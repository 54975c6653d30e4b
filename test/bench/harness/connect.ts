import type { Worker } from './process.js';

/** How the one server of a job is called where the client asks for a name. */
export const SERVER = 'server';

/** Starts what `question` asks the serving process for, and connects the calling process to it. */
export async function connect(server: Worker, client: Worker, question: 'bare' | 'node', facts: object = {}): Promise<void> {
  const { address } = await server.ask<{ address: string }>(question, facts);
  await client.ask('connect', { name: SERVER, address });
}
