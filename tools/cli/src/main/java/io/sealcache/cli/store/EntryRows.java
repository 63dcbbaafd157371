package io.sealcache.cli.store;

import io.sealcache.cli.Answer;
import io.sealcache.core.UnreadableReason;
import io.sealcache.encryption.StoredEntry;
import java.lang.reflect.Array;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.StringJoiner;

/** A stored entry as it is shown. */
final class EntryRows {
  private static final String FORMAT = "%-12s %s";

  private final Clock clock;

  EntryRows(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param showsValue whether the decoded value is among what is shown
   */
  Answer shown(StoredEntry entry, boolean showsValue) {
    StoredEntry.Envelope envelope = entry.envelope();
    Answer answer = new Answer().member("found", true);
    answer
        .line(FORMAT.formatted("Stored key", entry.storedKey()))
        .member("storedKey", entry.storedKey());
    if (envelope.suite() == 0) {
      answer.line(FORMAT.formatted("Value", "none of SealCache's"));
    } else {
      String key = key(entry);
      answer
          .line(FORMAT.formatted("Sealed with", "key " + envelope.keyId() + ", " + key))
          .line(FORMAT.formatted("Suite", envelope.suite()));
    }
    answer
        .member("suite", envelope.suite())
        .member("keyId", envelope.suite() == 0 ? null : envelope.keyId())
        .member("isCurrentKey", entry.isCurrentKey());
    sizes(answer, envelope);
    time(answer, entry);
    opens(answer, entry);
    if (showsValue && entry.value().isPresent()) {
      String value = text(entry.value().get());
      answer.line(FORMAT.formatted("Decoded", value)).member("value", value);
    }
    return answer;
  }

  private static String key(StoredEntry entry) {
    if (entry.isCurrentKey()) {
      return "the current one";
    }
    return entry.unreadable().filter(UnreadableReason.UNKNOWN_KEY::equals).isPresent()
        ? "which the keyring has not"
        : "a previous one";
  }

  private static void sizes(Answer answer, StoredEntry.Envelope envelope) {
    answer
        .line(
            FORMAT.formatted(
                "Length",
                envelope.suite() == 0
                    ? "%d bytes".formatted(envelope.storedLength())
                    : "%d bytes, of which %d are plaintext"
                        .formatted(envelope.storedLength(), envelope.plaintextLength())))
        .member("storedLength", envelope.storedLength())
        .member("plaintextLength", envelope.plaintextLength());
  }

  private void time(Answer answer, StoredEntry entry) {
    if (entry.written().isEmpty()) {
      answer.line(FORMAT.formatted("Written", "not known")).member("written", (String) null);
      return;
    }
    Instant written = entry.written().get();
    long age = Duration.between(written, clock.instant()).toSeconds();
    answer
        .line(FORMAT.formatted("Written", "%s, %d s ago".formatted(written, age)))
        .member("written", written.toString())
        .member("ageSeconds", age);
  }

  private static void opens(Answer answer, StoredEntry entry) {
    UnreadableReason reason = entry.unreadable().orElse(null);
    answer
        .line(
            FORMAT.formatted(
                "Opens",
                reason == null ? "yes" : "no, %s: %s".formatted(reason, reason.explanation())))
        .member("unreadable", reason == null ? null : reason.name());
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    StringJoiner elements = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < Array.getLength(value); i++) {
      elements.add(String.valueOf(Array.get(value, i)));
    }
    return elements.toString();
  }
}
