// Numbers and lengths as MessagePack has them.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const SIZED = {
  0xc4: ["bin", 1],
  0xc5: ["bin", 2],
  0xc6: ["bin", 4],
  0xc7: ["ext", 1],
  0xc8: ["ext", 2],
  0xc9: ["ext", 4],
  0xd9: ["str", 1],
  0xda: ["str", 2],
  0xdb: ["str", 4],
  0xdc: ["array", 2],
  0xdd: ["array", 4],
  0xde: ["map", 2],
  0xdf: ["map", 4],
};

export class Input {
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
  }

  remaining() {
    return this.bytes.length - this.position;
  }

  take(length) {
    if (length > this.remaining()) {
      throw new Error("the bytes end too early");
    }
    this.position += length;
    return this.bytes.subarray(this.position - length, this.position);
  }

  rest() {
    return this.take(this.remaining());
  }

  uint(length) {
    return this.take(length).readUIntBE(0, length);
  }

  int(length) {
    return this.take(length).readIntBE(0, length);
  }

  long() {
    return this.take(8).readBigInt64BE().toString();
  }

  text(length) {
    return utf8.decode(this.take(length));
  }

  // Of what a first byte announces: its family and how much of it.
  length(format) {
    if (format >= 0x80 && format <= 0x8f) {
      return { family: "map", count: format & 0x0f };
    } else if (format >= 0x90 && format <= 0x9f) {
      return { family: "array", count: format & 0x0f };
    } else if (format >= 0xa0 && format <= 0xbf) {
      return { family: "str", count: format & 0x1f };
    } else if (format >= 0xd4 && format <= 0xd8) {
      return { family: "ext", count: 1 << (format - 0xd4) };
    } else if (SIZED[format]) {
      const [family, width] = SIZED[format];
      return { family, count: this.uint(width) };
    }
    return { family: "none", count: 0 };
  }
}
