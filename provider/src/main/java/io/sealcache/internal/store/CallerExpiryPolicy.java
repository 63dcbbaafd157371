package io.sealcache.internal.store;

import io.sealcache.internal.store.ApplicationObject.Closing;
import javax.cache.configuration.Factory;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The expiry policy that a store is given which asks on the caller's thread: it passes each
 * question on to the operation that this thread has in course. The product's one static
 * thread-local: JCache gives a policy no other way to know what it is asked for.
 */
public final class CallerExpiryPolicy implements ExpiryPolicy {
  private static final CallerExpiryPolicy INSTANCE = new CallerExpiryPolicy();
  private static final ThreadLocal<@Nullable ExpiryPolicy> IN_COURSE = new ThreadLocal<>();

  private CallerExpiryPolicy() {}

  /** Gives {@link #INSTANCE}; stores on the heap keep the factory itself, so it stays here. */
  public static Factory<ExpiryPolicy> factory() {
    return () -> INSTANCE;
  }

  /** Until it is closed, by this thread, {@code expiry} answers what a store asks on it. */
  public static @Nullable Closing answering(ExpiryPolicy expiry) {
    @Nullable ExpiryPolicy outer = IN_COURSE.get();
    if (outer == null && expiry instanceof OperationExpiry asked && asked.isSilent()) {
      return null; // nothing in course is answered as silence is
    }
    IN_COURSE.set(expiry);
    // An outer one where a listener that the store ran on this thread used a cache itself.
    return outer == null ? () -> IN_COURSE.remove() : () -> IN_COURSE.set(outer);
  }

  @Override
  public Duration getExpiryForCreation() {
    ExpiryPolicy expiry = IN_COURSE.get();
    return expiry == null ? Duration.ETERNAL : expiry.getExpiryForCreation();
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    ExpiryPolicy expiry = IN_COURSE.get();
    return expiry == null ? null : expiry.getExpiryForUpdate();
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    ExpiryPolicy expiry = IN_COURSE.get();
    return expiry == null ? null : expiry.getExpiryForAccess();
  }
}
