// docs/format.md: "The plaintext".
import { inflateRawSync } from "node:zlib";

const IDS = { standard: 1, bytes: 2, string: 3, json: 4, msgpack: 5, java: 6, arrow: 7 };
const CUSTOM = 255;
const DEFLATED = 1;
const PADDED = 2;
const TRACED = 4;
const TOKEN = 12;

function withoutPadding(bytes) {
  let last = bytes.length - 1;
  while (last >= 0 && bytes[last] === 0) {
    last--;
  }
  if (last < 0 || bytes[last] !== 0x80) {
    throw new Error("no padding");
  }
  return bytes.subarray(0, last);
}

function inflate(bytes) {
  const { buffer, engine } = inflateRawSync(bytes, { info: true });
  if (engine.bytesWritten !== bytes.length) {
    throw new Error("more than one deflated stream");
  }
  return buffer;
}

export function read(plaintext, codecName) {
  const flags = plaintext[0];
  if (flags & ~(DEFLATED | PADDED | TRACED)) {
    throw new Error("flags of a later version");
  }
  const codec = IDS[codecName] ?? CUSTOM;
  if (plaintext[1] !== codec) {
    throw new Error("written by another codec");
  }
  const writeTime = plaintext.readUIntBE(2, 6);
  let rest = plaintext.subarray(8);
  if (codec === CUSTOM) {
    const length = rest[0];
    if (!rest.subarray(1, 1 + length).equals(Buffer.from(codecName, "utf8"))) {
      throw new Error("written by another codec");
    }
    rest = rest.subarray(1 + length);
  }
  let trail = Buffer.alloc(0);
  if (flags & TRACED) {
    const count = rest[0];
    const end = 1 + count * TOKEN;
    if (count < 1 || count > 16 || end > rest.length) {
      throw new Error("a malformed trail");
    }
    trail = rest.subarray(1, end);
    rest = rest.subarray(end);
  }
  if (flags & PADDED) {
    rest = withoutPadding(rest);
  }
  return {
    writeTime,
    trail: trail.toString("hex"),
    payload: flags & DEFLATED ? inflate(rest) : rest,
  };
}
