package io.sealcache.cli.store;

import io.sealcache.cli.Answer;
import io.sealcache.core.UnreadableReason;
import io.sealcache.encryption.StoredEntry;
import java.lang.reflect.Array;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A stored entry as it is shown. */
final class EntryRows {
  private EntryRows() {}

  /**
   * @param showsValue whether the decoded value is among what is shown
   */
  static Answer shown(StoredEntry entry, Clock clock, boolean showsValue) {
    StoredEntry.Envelope envelope = entry.envelope();
    UnreadableReason reason = entry.unreadable().orElse(null);
    Instant written = entry.written().orElse(null);
    Answer answer =
        new Answer()
            .member("found", true)
            .fact("Stored key", "storedKey", entry.storedKey())
            .fact("Suite", "suite", envelope.suite() == 0 ? null : envelope.suite())
            .fact("Key ID", "keyId", envelope.suite() == 0 ? null : envelope.keyId())
            .fact("Current key", "isCurrentKey", entry.isCurrentKey())
            .fact("Stored bytes", "storedLength", envelope.storedLength())
            .fact("Plaintext bytes", "plaintextLength", envelope.plaintextLength())
            .fact("Written", "written", written == null ? null : written.toString())
            .fact(
                "Age in seconds",
                "ageSeconds",
                written == null ? null : Duration.between(written, clock.instant()).toSeconds())
            .member("unreadable", reason == null ? null : reason.name())
            .line(
                "%-16s %s"
                    .formatted(
                        "Opens",
                        reason == null ? "yes" : "no, " + reason + ": " + reason.explanation()));
    return showsValue && entry.value().isPresent()
        ? answer.fact("Value", "value", text(entry.value().get()))
        : answer;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value == null || !value.getClass().isArray()) {
      return String.valueOf(value);
    }
    return IntStream.range(0, Array.getLength(value))
        .mapToObj(i -> String.valueOf(Array.get(value, i)))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
