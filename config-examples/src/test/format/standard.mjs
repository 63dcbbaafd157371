// docs/format.md: "The standard codec", in the notation of "The vectors".
import { Input } from "./input.mjs";

const times = {
  date: (input) => [input.int(4), input.int(1), input.int(1)],
  dateTime: (input) => [...times.date(input), input.long()],
};

function elements(input, read) {
  const list = [];
  while (input.remaining() > 0) {
    list.push(read());
  }
  return list;
}

function bigInteger(bytes) {
  return BigInt.asIntN(8 * bytes.length, BigInt("0x" + bytes.toString("hex"))).toString();
}

// By ext type: the name, and what reads the content of those that hold no objects.
const SCALARS = {
  0xff: ["Instant", (i) => ((nanos) => [i.long(), nanos])(i.int(4))],
  0x01: ["Character", (i) => i.uint(2)],
  0x02: ["utf16", (i) => i.rest().toString("hex")],
  0x03: ["BigInteger", (i) => bigInteger(i.rest())],
  0x04: ["BigDecimal", (i) => ((scale) => [bigInteger(i.rest()), scale])(i.int(4))],
  0x05: ["UUID", (i) => i.take(16).toString("hex")],
  0x06: ["Date", (i) => i.long()],
  0x10: ["LocalDate", times.date],
  0x11: ["LocalTime", (i) => i.long()],
  0x12: ["LocalDateTime", times.dateTime],
  0x13: ["OffsetTime", (i) => [i.long(), i.int(4)]],
  0x14: ["OffsetDateTime", (i) => [...times.dateTime(i), i.int(4)]],
  0x15: ["ZonedDateTime", (i) => [...times.dateTime(i), i.int(4), i.rest().toString("ascii")]],
  0x16: ["Duration", (i) => [i.long(), i.int(4)]],
  0x17: ["Period", (i) => [i.int(4), i.int(4), i.int(4)]],
  0x18: ["Year", (i) => i.int(4)],
  0x19: ["YearMonth", (i) => [i.int(4), i.int(1)]],
  0x1a: ["MonthDay", (i) => [i.int(1), i.int(1)]],
  0x1b: ["ZoneOffset", (i) => i.int(4)],
  0x1c: ["ZoneRegion", (i) => i.rest().toString("ascii")],
  0x20: ["boolean[]", (i) => elements(i, () => i.uint(1) === 1)],
  0x21: ["short[]", (i) => elements(i, () => i.int(2))],
  0x22: ["char[]", (i) => elements(i, () => i.uint(2))],
  0x23: ["int[]", (i) => elements(i, () => i.int(4))],
  0x24: ["long[]", (i) => elements(i, () => i.long())],
  0x25: ["float[]", (i) => elements(i, () => i.take(4).toString("hex"))],
  0x26: ["double[]", (i) => elements(i, () => i.take(8).toString("hex"))],
  0x52: ["java", (i) => i.rest().toString("hex")],
};

const LISTS = {
  0x30: "LinkedList",
  0x31: "ArrayDeque",
  0x32: "ImmutableList",
  0x33: "ImmutableList",
  0x38: "HashSet",
  0x39: "LinkedHashSet",
  0x3a: "TreeSet",
  0x3b: "ImmutableSet",
};

const MAPS = { 0x40: "HashMap", 0x41: "TreeMap", 0x42: "ImmutableMap" };

class Reader {
  constructor(bytes, isKey) {
    this.input = new Input(bytes);
    this.isKey = isKey;
  }

  object() {
    const input = this.input;
    const format = input.uint(1);
    switch (format) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xca:
        return { Float: input.take(4).toString("hex") };
      case 0xcb:
        return { Double: input.take(8).toString("hex") };
      case 0xd0:
        return { Byte: input.int(1) };
      case 0xd1:
        return { Short: input.int(2) };
      case 0xd2:
        return { Integer: input.int(4) };
      case 0xd3:
        return { Long: input.long() };
    }
    const length = input.length(format);
    switch (length.family) {
      case "str":
        return input.text(length.count);
      case "bin":
        return { bytes: input.take(length.count).toString("hex") };
      case "array":
        return { [this.isKey ? "List" : "ArrayList"]: this.objects(length.count) };
      case "map":
        return { [this.mapName(format)]: this.entries(length.count) };
      case "ext":
        return this.extension(length.count);
    }
    throw new Error("a format that is never written");
  }

  mapName(format) {
    return this.isKey ? "Map" : format === 0xdf ? "LinkedHashMap" : "HashMap";
  }

  objects(count) {
    return Array.from({ length: count }, () => this.object());
  }

  entries(count) {
    return Array.from({ length: count }, () => [this.object(), this.object()]);
  }

  counted(family) {
    const length = this.input.length(this.input.uint(1));
    if (length.family !== family) {
      throw new Error(`no ${family}`);
    }
    return length.count;
  }

  string() {
    return this.input.text(this.counted("str"));
  }

  extension(length) {
    const type = this.input.uint(1);
    const outer = this.input;
    this.input = new Input(outer.take(length));
    const object = this.content(type);
    if (this.input.remaining() > 0) {
      throw new Error("an ext is longer than its content");
    }
    this.input = outer;
    return object;
  }

  content(type) {
    if (SCALARS[type]) {
      const [name, read] = SCALARS[type];
      return { [name]: read(this.input) };
    } else if (type === 0x27) {
      return { array: [this.string(), this.objects(this.counted("array"))] };
    } else if (type === 0x38 && this.isKey) {
      return { Set: this.objects(this.counted("array")) };
    } else if (LISTS[type]) {
      return { [LISTS[type]]: this.objects(this.counted("array")) };
    } else if (MAPS[type]) {
      return { [MAPS[type]]: this.entries(this.counted("map")) };
    } else if (type === 0x50) {
      return { enum: [this.string(), this.string()] };
    } else if (type === 0x51) {
      const name = this.string();
      const count = this.counted("map");
      return { record: [name, Array.from({ length: count }, () => [this.string(), this.object()])] };
    }
    throw new Error(`no ext type: ${type}`);
  }
}

export function readStandard(bytes, isKey) {
  const reader = new Reader(bytes, isKey);
  const object = reader.object();
  if (reader.input.remaining() > 0) {
    throw new Error("bytes follow where the object ends");
  }
  return object;
}
