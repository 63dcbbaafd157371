// docs/format.md: "Keys".
import { hkdfSync } from "node:crypto";

const SALT = Buffer.from("io.sealcache/1", "ascii");

function u32(number) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

function label(text) {
  if (text === null) {
    return u32(0xffffffff);
  }
  const utf8 = Buffer.from(text, "utf8");
  return Buffer.concat([u32(utf8.length), utf8]);
}

export function derive(master, labels, length) {
  return Buffer.from(hkdfSync("sha256", master, SALT, Buffer.concat(labels.map(label)), length));
}

export function keyId(master) {
  return derive(master, ["key-id"], 4);
}
