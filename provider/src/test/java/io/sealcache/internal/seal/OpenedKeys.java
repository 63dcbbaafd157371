package io.sealcache.internal.seal;

import static java.util.Objects.requireNonNull;

import io.sealcache.core.StoredKey;
import io.sealcache.core.UnreadableReason;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Opens stored keys that a store hands out unasked. */
final class OpenedKeys {
  private OpenedKeys() {}

  /** The decoded key, or the {@link UnreadableReason} that was counted. */
  static Object open(ObjectSealer sealer, String text) {
    return open(sealer, StoredKey.parse(text));
  }

  /** As above. */
  static Object open(ObjectSealer sealer, @Nullable StoredKey stored) {
    EncryptionStatistics statistics = sealer.statistics();
    Map<UnreadableReason, Long> before = counts(statistics);
    AuthenticKey key = sealer.openKey(stored);
    Object decoded = key == null ? null : sealer.decode(key);
    if (decoded != null) {
      return decoded;
    }
    return Arrays.stream(UnreadableReason.values())
        .filter(reason -> statistics.unreadable(reason) > requireNonNull(before.get(reason)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nothing was counted"));
  }

  private static Map<UnreadableReason, Long> counts(EncryptionStatistics statistics) {
    return Arrays.stream(UnreadableReason.values())
        .collect(Collectors.toMap(Function.identity(), statistics::unreadable));
  }
}
