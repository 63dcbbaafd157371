// docs/format.md: "Codecs", in the notation of "The vectors".
import { createHash } from "node:crypto";
import { Input } from "./input.mjs";
import { readStandard } from "./standard.mjs";

const LONG = 1000;

function tree(input) {
  const format = input.uint(1);
  if (format <= 0x7f) {
    return format;
  } else if (format >= 0xe0) {
    return format - 0x100;
  }
  switch (format) {
    case 0xc0:
      return null;
    case 0xc2:
      return false;
    case 0xc3:
      return true;
    case 0xca:
      return input.take(4).readFloatBE();
    case 0xcb:
      return input.take(8).readDoubleBE();
    case 0xcc:
      return input.uint(1);
    case 0xcd:
      return input.uint(2);
    case 0xce:
      return input.uint(4);
    case 0xcf:
      return Number(input.take(8).readBigUInt64BE());
    case 0xd0:
      return input.int(1);
    case 0xd1:
      return input.int(2);
    case 0xd2:
      return input.int(4);
    case 0xd3:
      return Number(input.take(8).readBigInt64BE());
  }
  const { family, count } = input.length(format);
  switch (family) {
    case "str":
      return input.text(count);
    case "bin":
      return { bytes: input.take(count).toString("hex") };
    case "array":
      return Array.from({ length: count }, () => tree(input));
    case "map":
      return Object.fromEntries(Array.from({ length: count }, () => [tree(input), tree(input)]));
  }
  throw new Error("a format that is never written");
}

function text(bytes) {
  return bytes.length > LONG
    ? { sha256: createHash("sha256").update(bytes).digest("hex") }
    : new Input(bytes).text(bytes.length);
}

function messagePack(bytes) {
  const input = new Input(bytes);
  const object = tree(input);
  if (input.remaining() > 0) {
    throw new Error("bytes follow where the object ends");
  }
  return object;
}

export function decode(codecName, bytes, isKey) {
  switch (codecName) {
    case "standard":
      return readStandard(bytes, isKey);
    case "string":
      return text(bytes);
    case "json":
      return { json: JSON.parse(new Input(bytes).text(bytes.length)) };
    case "msgpack":
      return { msgpack: messagePack(bytes) };
    case "bytes":
    case "java":
    case "arrow":
      return { [codecName]: bytes.toString("hex") };
    default:
      return { custom: bytes.toString("hex") };
  }
}
