import { once } from 'node:events';
import { connect } from 'node:http2';
import { ShareFileRequest } from '../../src/gen/peerster/v1/node.js';

/**
 * Begins to share bytes and is gone. Not a client of gRPC, because these are told of the answer first. `metadata`: of the call.
 */
export async function shareAndBreakOff(address: string, name: string, bytes: Uint8Array, metadata: Readonly<Record<string, string>> = {}) {
  const session = connect(`http://${address}`);
  const headers = { ':method': 'POST', ':path': '/peerster.v1.NodeService/ShareFile', 'content-type': 'application/grpc', ...metadata };
  const call = session.request(headers);
  call.on('error', () => {}).resume();
  const requests = [{ content: { $case: 'name', value: name } } as const, { content: { $case: 'data', value: bytes } } as const];
  for (const request of requests) await new Promise((resolve) => call.write(framed(ShareFileRequest.encode(request).finish()), resolve));
  session.destroy();
  await once(call, 'close');
}

/** A message as it travels in gRPC. */
function framed(message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(5 + message.length);
  new DataView(frame.buffer).setUint32(1, message.length);
  frame.set(message, 5);
  return frame;
}
