/** Reading and writing attributes by handle. */
import { AttError } from './errors.ts';
import { ATT_ERROR } from './opcodes.ts';
import type { Answer } from './services.ts';
import type { Subscriptions } from './subscriptions.ts';
import { hasProperty, type Attribute, type AttributeTable, type Characteristic } from './table.ts';

/** Goes on with an answer, at once where it is there already: an extra turn of the event loop would cost latency. */
export const whenAnswered = <T, R>(answer: Answer<T>, go: (value: T) => R): R | Promise<R> => {
  const unwrap = (value: T | AttError): R => {
    if (value instanceof AttError) throw value;
    return go(value);
  };
  return answer instanceof Promise ? answer.then(unwrap) : unwrap(answer);
};

const readable = (characteristic: Characteristic): Characteristic => {
  if (!hasProperty(characteristic, 'read')) throw new AttError(ATT_ERROR.readNotPermitted);
  return characteristic;
};

const demandProperty = (characteristic: Characteristic, response: boolean): void => {
  if (!hasProperty(characteristic, response ? 'write' : 'write-without-response')) {
    throw new AttError(ATT_ERROR.writeNotPermitted);
  }
};

const writeValue = (characteristic: Characteristic, bytes: Buffer, response: boolean): Answer<void> => {
  demandProperty(characteristic, response);
  if (bytes.length > characteristic.maxLength) throw new AttError(ATT_ERROR.invalidLength);
  const answer = characteristic.spec.onWrite?.(Buffer.from(bytes), { response });
  return whenAnswered(answer, () => {
    characteristic.value = Buffer.from(bytes);
  });
};

export interface Access {
  /** Throws or answers an {@link AttError} where there is nothing to read. */
  readonly read: (handle: number) => Answer<Uint8Array>;
  /** The value at hand, without asking the firmware: what searches by type return. */
  readonly peek: (attribute: Attribute) => Uint8Array;
  /** Throws or answers an {@link AttError} where the value is not taken. */
  readonly write: (handle: number, bytes: Buffer, response: boolean) => Answer<void>;
  /** Writes values one after the other up to the first that is not taken. */
  readonly writeAll: (values: readonly (readonly [handle: number, bytes: Buffer])[]) => Answer<void>;
  /** Throws an {@link AttError} for an attribute that a central may never write with response. */
  readonly demandWritable: (handle: number) => void;
}

export const createAccess = ({ attributes }: AttributeTable, subscriptions: Subscriptions): Access => {
  const contentAt = (handle: number): Attribute['content'] => {
    // Handles start at 1 and have no gaps.
    const attribute = attributes[handle - 1];
    if (attribute === undefined) throw new AttError(ATT_ERROR.invalidHandle);
    return attribute.content;
  };

  const peekContent = (content: Attribute['content']): Uint8Array => {
    if (content.kind === 'value') return readable(content.characteristic).value;
    if (content.kind === 'configuration') return subscriptions.bytes(content.characteristic);
    return content.value;
  };

  const write: Access['write'] = (handle, bytes, response) => {
    const content = contentAt(handle);
    if (content.kind === 'value') return writeValue(content.characteristic, bytes, response);
    if (content.kind === 'configuration') return subscriptions.write(content.characteristic, bytes);
    throw new AttError(ATT_ERROR.writeNotPermitted);
  };

  const writeAll: Access['writeAll'] = ([first, ...rest]) => {
    if (first === undefined) return;
    const goOn = (answer: void | AttError): Answer<void> =>
      answer instanceof AttError ? answer : writeAll(rest);
    const answer = write(first[0], first[1], true);
    return answer instanceof Promise ? answer.then(goOn) : goOn(answer);
  };

  return {
    read: (handle) => {
      const content = contentAt(handle);
      const onRead = content.kind === 'value' ? readable(content.characteristic).spec.onRead : undefined;
      return onRead === undefined ? peekContent(content) : onRead();
    },
    peek: ({ content }) => peekContent(content),
    write,
    writeAll,
    demandWritable: (handle) => {
      const content = contentAt(handle);
      if (content.kind === 'value') demandProperty(content.characteristic, true);
      else if (content.kind !== 'configuration') throw new AttError(ATT_ERROR.writeNotPermitted);
    },
  };
};
