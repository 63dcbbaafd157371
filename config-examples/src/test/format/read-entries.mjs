// Opens stored entries, knowing docs/format.md only. Reads a JSON list of entries or derivations, in the form
// that the page gives its vectors, refusals with the entry that each is of, and prints a line of JSON for each: what it found, or why it refused.
import { text } from "node:stream/consumers";
import { isKeyLength, isValueLength, openKey, openValue } from "./ciphers.mjs";
import { decode } from "./codecs.mjs";
import { derive, keyId } from "./keys.mjs";
import { read } from "./plaintext.mjs";
import { writeOut } from "./vectors.mjs";

const SUITE = 1;

// Does a step of a reader; should it fail, that is why all is refused.
function step(reason, does) {
  try {
    return does();
  } catch (error) {
    throw new Error(`${reason}: ${error.message}`);
  }
}

function check(isSo, complaint) {
  if (!isSo) {
    throw new Error(complaint);
  }
}

function base64url(encoded) {
  const bytes = Buffer.from(encoded, "base64url");
  check(bytes.toString("base64url") === encoded, "not the Base64url of any bytes");
  return bytes;
}

function envelope(encoded, isLength, what) {
  return step("MALFORMED", () => {
    const bytes = base64url(encoded);
    check(bytes[0] === SUITE, `another suite of a ${what}`);
    check(isLength(bytes.length), `no ${what} has this length`);
    return bytes;
  });
}

function master(bytes, keys, what) {
  const found = keys.find((key) => keyId(key).equals(bytes.subarray(1, 5)));
  step("UNKNOWN_KEY", () => check(found, `the key of a ${what} is not there`));
  return found;
}

function open(entry) {
  const labels = [entry.context, entry.tenant, entry.cache];
  const storedKey = envelope(entry.storedKey, isKeyLength, "stored key");
  const indexKey = master(storedKey, [Buffer.from(entry.indexKey, "hex")], "stored key");
  const ownKey = derive(indexKey, ["index", ...labels], 64);
  const key = step("TAMPERED", () => openKey(ownKey, storedKey, entry.keyCodec));
  const decodedKey = step("UNDECODABLE", () => decode(entry.keyCodec, key, true));

  const storedValue = envelope(entry.storedValue, isValueLength, "stored value");
  const dataKeys = entry.dataKeys.map((hex) => Buffer.from(hex, "hex"));
  const dataKey = master(storedValue, dataKeys, "stored value");
  const valueKey = derive(dataKey, ["value", ...labels], 32);
  const plaintext = step("TAMPERED", () => openValue(valueKey, storedValue, storedKey));
  return step("UNDECODABLE", () => {
    const { writeTime, trail, payload } = read(plaintext, entry.valueCodec);
    return {
      key: decodedKey,
      value: decode(entry.valueCodec, payload, false),
      writeTime,
      trail,
    };
  });
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
    result = entry.labels ? derivation(entry) : open(writeOut(entry));
  } catch (error) {
    result = { refused: error.message };
  }
  console.log(JSON.stringify(result));
}
