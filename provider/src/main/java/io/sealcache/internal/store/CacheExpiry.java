package io.sealcache.internal.store;

import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The application's expiry policy of one cache and what each operation may ask it. Thread-safe if
 * the policy is.
 */
public final class CacheExpiry implements AutoCloseable {
  /** Where nothing ever expires. */
  public static final CacheExpiry NEVER = new CacheExpiry(new EternalExpiryPolicy());

  private final ExpiryPolicy policy;
  private final java.time.Duration patience;

  /** For a cache of no application's. */
  public CacheExpiry(ExpiryPolicy policy) {
    this(policy, LostRaces.OF_OURS);
  }

  /**
   * @param patience how long a write may try against others that write the same entry
   */
  public CacheExpiry(ExpiryPolicy policy, java.time.Duration patience) {
    this.policy = policy;
    this.patience = patience;
  }

  /**
   * The bound on replay that follows from the policy: the life of an entry where it is constant and
   * no access lengthens it, and how long a write may wait once its value is sealed; null where
   * there is none.
   */
  public java.time.@Nullable Duration impliedMaxAge() {
    if (policy.getClass() != CreatedExpiryPolicy.class
        && policy.getClass() != ModifiedExpiryPolicy.class) {
      return null;
    }
    Duration life = policy.getExpiryForCreation();
    return life.isEternal()
        ? null
        : java.time.Duration.ofMillis(life.getTimeUnit().toMillis(life.getDurationAmount()))
            .plus(patience);
  }

  public java.time.Duration patience() {
    return patience;
  }

  public OperationExpiry access(int keys) {
    return isAccessConstantNull() ? OperationExpiry.silent() : OperationExpiry.access(policy, keys);
  }

  public OperationExpiry write(int keys) {
    return isEternal() ? OperationExpiry.silent() : OperationExpiry.write(policy, keys);
  }

  /** Whether nothing ever expires, which is what silence means too. */
  public boolean isEternal() {
    return policy.getClass() == EternalExpiryPolicy.class;
  }

  /** Whether no access ever changes an expiry, so that touches can be spared. */
  public boolean isAccessConstantNull() {
    Class<?> type = policy.getClass();
    return type == CreatedExpiryPolicy.class || type == ModifiedExpiryPolicy.class || isEternal();
  }

  /** Whether the policy is one of JCache's own, whose answers never change. */
  public boolean isStandard() {
    return isAccessConstantNull()
        || policy.getClass() == AccessedExpiryPolicy.class
        || policy.getClass() == TouchedExpiryPolicy.class;
  }

  public ExpiryPolicy policy() {
    return policy;
  }

  /** Closes the policy where it is {@link java.io.Closeable}. */
  @Override
  public void close() {
    ApplicationObject.close(policy, "expiry policy");
  }
}
