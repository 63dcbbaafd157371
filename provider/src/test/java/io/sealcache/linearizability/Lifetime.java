package io.sealcache.linearizability;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** How long the entries of a cache live: a policy of JCache's own, and what it means. */
public enum Lifetime {
  ETERNAL {
    @Override
    public Factory<? extends ExpiryPolicy> policy() {
      return EternalExpiryPolicy.factoryOf();
    }

    @Override
    Holding changed(Holding before, String value, TimedEvent by) {
      return new Holding(value, Long.MAX_VALUE, Long.MAX_VALUE);
    }
  },
  SINCE_CREATION {
    @Override
    public Factory<? extends ExpiryPolicy> policy() {
      return CreatedExpiryPolicy.factoryOf(LIFE);
    }

    @Override
    Holding changed(Holding before, String value, TimedEvent by) {
      return before.value() == null
          ? by.begins(value, LIFE_NANOS)
          : new Holding(value, before.earliest(), before.latest());
    }
  },
  SINCE_CHANGE {
    @Override
    public Factory<? extends ExpiryPolicy> policy() {
      return ModifiedExpiryPolicy.factoryOf(LIFE);
    }

    @Override
    Holding changed(Holding before, String value, TimedEvent by) {
      return by.begins(value, LIFE_NANOS);
    }
  };

  private static final Duration LIFE = new Duration(TimeUnit.MILLISECONDS, 120);
  private static final long LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(LIFE.getDurationAmount());

  public abstract Factory<? extends ExpiryPolicy> policy();

  /** The holding of an entry after {@code by} wrote {@code value}. */
  abstract Holding changed(Holding before, String value, TimedEvent by);

  /** The holding after {@code by}, which found {@code before} and left {@code present}. */
  Holding after(Holding before, @Nullable String present, TimedEvent by) {
    if (present == null) {
      return Holding.nothing();
    }
    return Objects.equals(present, before.value()) ? before : changed(before, present, by);
  }
}
