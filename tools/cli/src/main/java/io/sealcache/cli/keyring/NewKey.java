package io.sealcache.cli.keyring;

import io.sealcache.cli.ToolInput;
import io.sealcache.core.MasterKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A secret on its way into a keyring; closing it wipes it. */
final class NewKey implements AutoCloseable {
  private final byte[] secret;
  private final String defaultId;
  private final @Nullable Instant created;

  private NewKey(byte[] secret, String defaultId, @Nullable Instant created) {
    this.secret = secret;
    this.defaultId = defaultId;
    this.created = created;
  }

  static NewKey random(ToolInput input) {
    byte[] secret = new byte[MasterKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    Instant now = input.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    return new NewKey(secret, YearMonth.from(now.atOffset(ZoneOffset.UTC)).toString(), now);
  }

  /**
   * @param option which names the file
   * @param file {@code -}: standard input
   * @throws IllegalArgumentException if it holds anything but one key
   */
  static NewKey read(ToolInput input, String option, Path file) throws IOException {
    return new NewKey(input.secret(option, file), "imported", null);
  }

  /** Not a copy. */
  byte[] secret() {
    return secret;
  }

  String defaultId() {
    return defaultId;
  }

  /** Null: not known. */
  @Nullable Instant created() {
    return created;
  }

  @Override
  public void close() {
    Arrays.fill(secret, (byte) 0);
  }
}
