// docs/format.md: "The vectors", of which some stored values are described in short.
import { createHash } from "node:crypto";
import { sealValue } from "./ciphers.mjs";
import { derive, keyId } from "./keys.mjs";

function made({ nonce, plaintext, sha256 }, entry) {
  const dataKey = Buffer.from(entry.dataKeys[0], "hex");
  const valueKey = derive(dataKey, ["value", entry.context, entry.tenant, entry.cache], 32);
  const header = Buffer.concat([Buffer.from([1]), keyId(dataKey), Buffer.from(nonce, "hex")]);
  const pieces = plaintext.map(([hex, times]) => Buffer.from(hex.repeat(times), "hex"));
  const storedKey = Buffer.from(entry.storedKey, "base64url");
  const stored = sealValue(valueKey, header, Buffer.concat(pieces), storedKey);
  if (createHash("sha256").update(stored).digest("hex") !== sha256) {
    throw new Error("not what was described");
  }
  return stored;
}

// The entry with its stored value as the store holds it.
export function writeOut(entry) {
  if (!entry.sealed) {
    return entry;
  }
  const whole = made(entry.sealed, entry);
  const pieces = entry.pieces ?? [[0, whole.length]];
  const bytes = Buffer.concat(pieces.map(([from, to]) => whole.subarray(from, to)));
  return { ...entry, storedValue: bytes.toString("base64url") };
}
