import { createFileRegistry, type DescMethod, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { DESCRIPTOR_SET } from '../../gen/descriptors.js';
import { UsageError } from '../go-flags.js';

// The reflective runtime, not @grpc/proto-loader: that one ignores unknown fields and misspelt enum values, and does not know the
// JSON forms of times.

/** Everything that the program knows under proto/. */
export const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, Buffer.from(DESCRIPTOR_SET, 'base64')));

/** All methods of all services, the nodes' own first. */
export function methods(): readonly DescMethod[] {
  const services = [...registry].filter((type) => type.kind === 'service');
  const own = (name: string) => (name.startsWith('peerster.') ? 0 : 1);
  return services.sort((a, b) => own(a.typeName) - own(b.typeName)).flatMap((service) => service.methods);
}

/** `peerster.v1.NodeService/SendMessage`. */
export function fullName(method: DescMethod): string {
  return `${method.parent.typeName}/${method.name}`;
}

/** Finds `SendMessage`, `NodeService/SendMessage` or the full name, with `.` for `/` as well. Throws UsageError. */
export function findMethod(name: string): DescMethod {
  const wanted = name.replace(/^\//, '').replaceAll('/', '.').toLowerCase();
  const found = methods().find((method) => `.${fullName(method).replaceAll('/', '.').toLowerCase()}`.endsWith(`.${wanted}`));
  if (found === undefined) throw new UsageError(`there is no method "${name}"; peerster call without a method lists them`);
  return found;
}
