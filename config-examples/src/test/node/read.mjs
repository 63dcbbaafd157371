// Decodes each line of hexadecimal MessagePack and prints it as a line of JSON.
import { decode } from "@msgpack/msgpack";
import { createInterface } from "node:readline";

function printable(value) {
  if (typeof value === "bigint") {
    return `${value}n`;
  } else if (value instanceof Uint8Array) {
    return `bytes ${Buffer.from(value).toString("hex")}`;
  } else if (value instanceof Date) {
    return `date ${value.toISOString()}`;
  } else if (Array.isArray(value)) {
    return value.map(printable);
  } else if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, printable(v)]));
  }
  return value;
}

for await (const line of createInterface({ input: process.stdin })) {
  const value = decode(Buffer.from(line, "hex"), { useBigInt64: true });
  console.log(JSON.stringify(printable(value)));
}
