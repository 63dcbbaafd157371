package io.sealcache.internal.store;

import java.util.function.Function;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * The questions that one operation may ask the expiry policy, by the table of JSR-107 1.1.1,
 * section 7.1. A question outside it is answered "leave as it is", and each is put to the policy at
 * most once a key: a further one gets the last answer. So internal reads, lost races and a store's
 * surplus calls are silent. A policy that throws means eternal for a creation and "leave as it is"
 * otherwise. One thread's, for one operation, except for the silent one.
 */
public final class OperationExpiry implements ExpiryPolicy {
  /** Has no question left, so nothing in it ever changes and all threads may share it. */
  private static final OperationExpiry SILENT = new OperationExpiry(null, 0, 0);

  private static final int CREATION = 0;
  private static final int UPDATE = 1;
  private static final int ACCESS = 2;

  private final @Nullable ExpiryPolicy policy;
  private final int writes;
  private final int accesses;
  private final int[] left; // how often each question may still be put
  private final @Nullable Duration[] answers = new Duration[3];
  private boolean updateCreates;
  private int expired; // at once, by answers to a creation or an access: no operation asks both

  private OperationExpiry(@Nullable ExpiryPolicy policy, int writes, int accesses) {
    this.policy = policy;
    this.writes = writes;
    this.accesses = accesses;
    this.left = new int[] {writes, writes, accesses};
  }

  /** Asks nothing: creates for ever, leaves the rest as it is. */
  public static OperationExpiry silent() {
    return SILENT;
  }

  static OperationExpiry access(ExpiryPolicy policy, int keys) {
    return new OperationExpiry(policy, 0, keys);
  }

  static OperationExpiry write(ExpiryPolicy policy, int keys) {
    return new OperationExpiry(policy, keys, 0);
  }

  @Override
  public Duration getExpiryForCreation() {
    Duration answer = put(CREATION, ExpiryPolicy::getExpiryForCreation);
    return answer == null ? Duration.ETERNAL : answer;
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    return updateCreates ? getExpiryForCreation() : put(UPDATE, ExpiryPolicy::getExpiryForUpdate);
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    return put(ACCESS, ExpiryPolicy::getExpiryForAccess);
  }

  /** Whether the policy let all that was accessed expire at once. */
  boolean isExpiredByAccess() {
    return expired > 0 && expired == accesses - left[ACCESS];
  }

  public boolean isSilent() {
    return policy == null;
  }

  /** Whether the store has asked what a write does to an expiry. */
  boolean isAsked() {
    return left[CREATION] + left[UPDATE] < 2 * writes;
  }

  /** A replaced value that is no entry to user code makes the store's update a creation. */
  public void letUpdateCreate(boolean creates) {
    if (policy != null) { // the silent one is everybody's, and asks nothing anyway
      updateCreates = creates;
    }
  }

  /** How many entries the policy let expire at their creation: they were never stored. */
  public int stillborn() {
    return expired;
  }

  /** Whether an entry expires at once. Durations of user code may equal no constant of JCache. */
  static boolean isZero(@Nullable Duration answer) {
    return answer != null && answer.isZero();
  }

  private @Nullable Duration put(int question, Function<ExpiryPolicy, @Nullable Duration> asking) {
    if (policy != null && left[question] > 0) {
      left[question]--;
      try {
        answers[question] = asking.apply(policy);
        if (question != UPDATE && isZero(answers[question])) {
          expired++;
        }
      } catch (Exception e) { // a checked one too
        // JSR-107 leaves this open; what the operation does must not depend on it.
        answers[question] = null;
      }
    }
    return answers[question];
  }
}
