package io.sealcache.benchmarks;

import io.sealcache.core.EntrySealer;
import io.sealcache.core.EntrySealerBuilder;
import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.core.Outcome;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The bytes and keys that are measured with: the same in each run. */
public final class Sample {
  /** Length of a value's payload in the rows of the stores. */
  public static final int VALUE_LENGTH = 1024;

  /** Keys in turn, so that no row lives on one entry. */
  public static final int KEYS = 1000;

  /** Length of a key of {@link #keys} as the standard codec writes it. */
  public static final int ENCODED_KEY_LENGTH = 25;

  /** The length of what a stored value's tag covers besides: its own header and its stored key. */
  public static final int ASSOCIATED_DATA_LENGTH = 25 + 21 + ENCODED_KEY_LENGTH;

  private Sample() {}

  public static byte[] bytes(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** The kernel, with all defaults. */
  public static EntrySealerBuilder sealer() {
    Keyring keys = new Keyring(MasterKey.of(bytes(32, 1)), List.of(), MasterKey.of(bytes(32, 5)));
    return EntrySealer.builder(keys, "benchmark");
  }

  /** A row that finds nothing measures nothing. */
  public static byte[] present(byte @Nullable [] found) {
    if (found == null) {
      throw new IllegalStateException("Nothing found, or it does not open");
    }
    return found;
  }

  /** The payload that opened, checked as above. */
  public static ByteBuffer opened(Outcome outcome) {
    if (outcome instanceof Outcome.Opened opened) {
      return opened.payload();
    }
    throw new IllegalStateException("It does not open");
  }

  /** Keys of 24 characters. */
  public static String[] keys() {
    String[] keys = new String[KEYS];
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "user:profile:%011d".formatted(i * 7919L);
    }
    return keys;
  }
}
