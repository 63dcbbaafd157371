package io.sealcache.internal.seal;

import io.sealcache.core.StoredKey;
import java.nio.ByteBuffer;

/**
 * A key that a holder of the index key made, not decoded yet.
 *
 * @param encoded what a codec wrote
 */
record AuthenticKey(StoredKey stored, ByteBuffer encoded) {
  @Override
  public String toString() {
    return "AuthenticKey[" + stored + "]"; // a key belongs in no message
  }
}
