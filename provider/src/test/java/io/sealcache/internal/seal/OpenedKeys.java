package io.sealcache.internal.seal;

import io.sealcache.core.UnreadableReason;
import java.util.Arrays;

/** What becomes of stored keys that a store hands out unasked. */
final class OpenedKeys {
  private OpenedKeys() {}

  /** The decoded key, or the {@link UnreadableReason} that was counted. */
  static Object open(ObjectSealer sealer, Object carrier) {
    EncryptionStatistics statistics = sealer.statistics();
    long[] before = counts(statistics);
    AuthenticKey key = sealer.openKey(carrier);
    Object decoded = key == null ? null : sealer.decode(key);
    if (decoded != null) {
      return decoded;
    }
    long[] after = counts(statistics);
    for (UnreadableReason reason : UnreadableReason.values()) {
      if (after[reason.ordinal()] > before[reason.ordinal()]) {
        return reason;
      }
    }
    throw new AssertionError("Nothing was counted");
  }

  private static long[] counts(EncryptionStatistics statistics) {
    return Arrays.stream(UnreadableReason.values()).mapToLong(statistics::unreadable).toArray();
  }
}
