// Opens stored entries, knowing docs/format.md only. Reads a JSON list of entries or derivations, in the form
// that the page gives its vectors, and prints a line of JSON for each: what it found, or why it refused.
import { text } from "node:stream/consumers";
import { openKey, openValue } from "./ciphers.mjs";
import { decode } from "./codecs.mjs";
import { derive, keyId } from "./keys.mjs";
import { read } from "./plaintext.mjs";

const SUITE = 1;

function base64url(encoded) {
  const bytes = Buffer.from(encoded, "base64url");
  if (bytes.toString("base64url") !== encoded) {
    throw new Error("not the Base64url of any bytes");
  }
  return bytes;
}

function master(bytes, keys, what) {
  if (bytes[0] !== SUITE) {
    throw new Error(`another suite of a ${what}`);
  }
  const found = keys.find((key) => keyId(key).equals(bytes.subarray(1, 5)));
  if (!found) {
    throw new Error(`the key of a ${what} is not there`);
  }
  return found;
}

function open(entry) {
  const labels = [entry.context, entry.tenant, entry.cache];
  const storedKey = base64url(entry.storedKey);
  const storedValue = base64url(entry.storedValue);

  const indexKey = master(storedKey, [Buffer.from(entry.indexKey, "hex")], "stored key");
  const key = openKey(derive(indexKey, ["index", ...labels], 64), storedKey, entry.keyCodec);

  const dataKeys = entry.dataKeys.map((hex) => Buffer.from(hex, "hex"));
  const dataKey = master(storedValue, dataKeys, "stored value");
  const plaintext = openValue(derive(dataKey, ["value", ...labels], 32), storedValue, storedKey);
  const { writeTime, trail, payload } = read(plaintext, entry.valueCodec);
  return {
    key: decode(entry.keyCodec, key, true),
    value: decode(entry.valueCodec, payload, false),
    writeTime,
    trail,
  };
}

function derivation({ masterKey, labels, length }) {
  const master = Buffer.from(masterKey, "hex");
  return {
    keyId: keyId(master).toString("hex"),
    derived: derive(master, labels, length).toString("hex"),
  };
}

for (const entry of JSON.parse(await text(process.stdin))) {
  let result;
  try {
    result = entry.labels ? derivation(entry) : open(entry);
  } catch (error) {
    result = { refused: error.message };
  }
  console.log(JSON.stringify(result));
}
