package io.sealcache.linearizability;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a call ended. */
sealed interface Outcome {
  /** Whether the call may have ended so, had its result been {@code expected}. */
  boolean allows(@Nullable Object expected);

  /** It returned {@code result}, or null, or nothing. */
  record Returned(@Nullable Object result) implements Outcome {
    @Override
    public boolean allows(@Nullable Object expected) {
      return Objects.equals(result, expected);
    }

    @Override
    public String toString() {
      return "-> " + result;
    }
  }

  /** It threw: whether and when it took effect is unknown. */
  record Threw(String what) implements Outcome {
    @Override
    public boolean allows(@Nullable Object expected) {
      return true;
    }

    @Override
    public String toString() {
      return "threw " + what;
    }
  }
}
