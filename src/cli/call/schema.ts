import { createFileRegistry, type DescMessage, type DescMethod, fromBinary } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import {
  loadFileDescriptorSetFromBuffer,
  type MessageTypeDefinition,
  type MethodDefinition,
  type ServiceDefinition,
} from '@grpc/proto-loader';
import { DESCRIPTOR_SET } from '../../gen/descriptors.js';
import { UsageError } from '../go-flags.js';
import { nearest } from '../../core/nearest.js';

/** A method as proto-loader calls it, and as the descriptors describe it. */
export interface Method {
  /** `peerster.v1.NodeService/SendMessage`. */
  readonly name: string;
  readonly definition: MethodDefinition<object, object>;
  readonly input: DescMessage;
  readonly output: DescMessage;
}

/** Everything that the program knows under proto/. */
const SET = Buffer.from(DESCRIPTOR_SET, 'base64');
const definitions = loadFileDescriptorSetFromBuffer(SET, { longs: String, enums: String, bytes: String, json: true });
// proto-loader makes clients of the descriptors but does not tell of a field's oneof, presence or map, so we read them ourselves.
const descriptors = createFileRegistry(fromBinary(FileDescriptorSetSchema, SET));

/** A type of message by its full name, which must exist. */
export function messageType(name: string): MessageTypeDefinition<object, object> {
  return definitions[name] as MessageTypeDefinition<object, object>;
}

/** All methods of all services, the nodes' own first. */
export function methods(): readonly Method[] {
  const services = [...descriptors].filter((type) => type.kind === 'service');
  const own = (name: string) => (name.startsWith('peerster.') ? 0 : 1);
  return services.sort((a, b) => own(a.typeName) - own(b.typeName)).flatMap((service) => service.methods.map(methodOf));
}

function methodOf({ parent, name, input, output }: DescMethod): Method {
  const service = definitions[parent.typeName] as ServiceDefinition;
  return { name: `${parent.typeName}/${name}`, definition: service[name] as Method['definition'], input, output };
}

/** Finds `SendMessage`, `NodeService/SendMessage` or the full name, with `.` for `/` as well. Throws UsageError. */
export function findMethod(name: string): Method {
  const wanted = name.replace(/^\//, '').replaceAll('/', '.').toLowerCase();
  const found = methods().find((method) => `.${method.name.replaceAll('/', '.').toLowerCase()}`.endsWith(`.${wanted}`));
  if (found !== undefined) return found;
  const near = nearest(
    name,
    methods().map((method) => method.definition.path.slice(method.definition.path.lastIndexOf('/') + 1)),
  );
  throw new UsageError(
    `there is no method "${name}"; ${near === undefined ? 'peerster call without a method lists them' : `did you mean ${near}?`}`,
  );
}
