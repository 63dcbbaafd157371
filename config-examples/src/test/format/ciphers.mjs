// docs/format.md: "Stored keys" and "Stored values".
import { createCipheriv, createDecipheriv, timingSafeEqual } from "node:crypto";

const BLOCK = 16;
const TAG = 16;
const HEADER = 5;
const VALUE_HEADER = 25;
const SEGMENT = 65536;

function aes(key, blocks) {
  const cipher = createCipheriv("aes-256-ecb", key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(blocks), cipher.final()]);
}

function xor(one, other) {
  return Buffer.from(one.map((byte, i) => byte ^ other[i]));
}

function doubled(block) {
  const result = Buffer.alloc(BLOCK);
  for (let i = 0; i < BLOCK; i++) {
    result[i] = ((block[i] << 1) | (i + 1 < BLOCK ? block[i + 1] >> 7 : 0)) & 0xff;
  }
  if (block[0] & 0x80) {
    result[BLOCK - 1] ^= 0x87;
  }
  return result;
}

function padded(bytes) {
  return Buffer.concat([bytes, Buffer.from([0x80]), Buffer.alloc(BLOCK - 1 - bytes.length)]);
}

// RFC 4493
function cmac(key, message) {
  const k1 = doubled(aes(key, Buffer.alloc(BLOCK)));
  const whole = message.length > 0 && message.length % BLOCK === 0;
  const start = whole ? message.length - BLOCK : message.length - (message.length % BLOCK);
  const tail = message.subarray(start);
  const last = whole ? xor(tail, k1) : xor(padded(tail), doubled(k1));
  let mac = Buffer.alloc(BLOCK);
  for (let i = 0; i < start; i += BLOCK) {
    mac = aes(key, xor(mac, message.subarray(i, i + BLOCK)));
  }
  return aes(key, xor(mac, last));
}

// RFC 5297, section 2.4
function s2v(key, associated, plaintext) {
  let d = cmac(key, Buffer.alloc(BLOCK));
  for (const text of associated) {
    d = xor(doubled(d), cmac(key, text));
  }
  if (plaintext.length < BLOCK) {
    return cmac(key, xor(doubled(d), padded(plaintext)));
  }
  const end = plaintext.length - BLOCK;
  return cmac(key, Buffer.concat([plaintext.subarray(0, end), xor(plaintext.subarray(end), d)]));
}

export function openKey(key, storedKey, codecName) {
  const header = storedKey.subarray(0, HEADER);
  const siv = storedKey.subarray(HEADER, HEADER + BLOCK);
  const counter = Buffer.from(siv);
  counter[8] &= 0x7f;
  counter[12] &= 0x7f;
  const ctr = createDecipheriv("aes-256-ctr", key.subarray(32), counter);
  const plaintext = Buffer.concat([ctr.update(storedKey.subarray(HEADER + BLOCK)), ctr.final()]);
  const expected = s2v(key.subarray(0, 32), [header, Buffer.from(codecName, "utf8")], plaintext);
  if (!timingSafeEqual(expected, siv)) {
    throw new Error("the key is not authentic");
  }
  return plaintext;
}

function sessionKey(key, session) {
  const k1 = doubled(aes(key, Buffer.alloc(BLOCK)));
  const half = (number) => xor(Buffer.concat([Buffer.from([0, number, 0x58, 0]), session]), k1);
  return aes(key, Buffer.concat([half(1), half(2)]));
}

// How the segments of a body lie, by their longest length, and with what each is sealed.
function* segments(key, header, storedKey, body, longest) {
  const gcmKey = sessionKey(key, header.subarray(5, 17));
  const associated = Buffer.concat([header, storedKey]);
  for (let start = 0, index = 0; start < body.length; start += longest, index++) {
    const piece = body.subarray(start, start + longest);
    const isLast = start + piece.length === body.length;
    const nonce = Buffer.alloc(12);
    header.copy(nonce, 0, 17, VALUE_HEADER);
    nonce.writeUInt32BE(isLast ? 0x80000000 + index : index, 8);
    yield { gcmKey, associated, piece, nonce };
  }
}

export function openValue(key, storedValue, storedKey) {
  const header = storedValue.subarray(0, VALUE_HEADER);
  const body = storedValue.subarray(VALUE_HEADER);
  const plaintext = [];
  for (const segment of segments(key, header, storedKey, body, SEGMENT + TAG)) {
    const end = segment.piece.length - TAG;
    const gcm = createDecipheriv("aes-256-gcm", segment.gcmKey, segment.nonce, { authTagLength: TAG });
    gcm.setAAD(segment.associated);
    gcm.setAuthTag(segment.piece.subarray(end));
    plaintext.push(gcm.update(segment.piece.subarray(0, end)), gcm.final());
  }
  return Buffer.concat(plaintext);
}

export function isValueLength(length) {
  const body = length - VALUE_HEADER;
  const last = body % (SEGMENT + TAG);
  return body >= TAG + 8 && (last === 0 || last > TAG);
}

export function isKeyLength(length) {
  return length >= HEADER + BLOCK;
}

export function sealValue(key, header, plaintext, storedKey) {
  const stored = [header];
  for (const segment of segments(key, header, storedKey, plaintext, SEGMENT)) {
    const gcm = createCipheriv("aes-256-gcm", segment.gcmKey, segment.nonce, { authTagLength: TAG });
    gcm.setAAD(segment.associated);
    stored.push(gcm.update(segment.piece), gcm.final(), gcm.getAuthTag());
  }
  return Buffer.concat(stored);
}
