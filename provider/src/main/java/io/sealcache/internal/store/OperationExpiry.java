package io.sealcache.internal.store;

import java.util.function.Supplier;
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

  private final @Nullable ExpiryPolicy policy;
  private final Question creation;
  private final Question update;
  private final Question access;
  private boolean asked;
  private boolean updateCreates;
  private boolean accessSpared;
  private int stillborn;

  private OperationExpiry(@Nullable ExpiryPolicy policy, int writes, int accesses) {
    this.policy = policy;
    this.creation = new Question(writes);
    this.update = new Question(writes);
    this.access = new Question(accesses);
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
    noteAsked();
    Duration answer = creation.put(this::askCreation);
    return answer == null ? Duration.ETERNAL : answer;
  }

  @Override
  public @Nullable Duration getExpiryForUpdate() {
    noteAsked();
    if (updateCreates) {
      return getExpiryForCreation();
    }
    return policy == null ? null : update.put(policy::getExpiryForUpdate);
  }

  @Override
  public @Nullable Duration getExpiryForAccess() {
    Duration answer = policy == null ? null : access.put(policy::getExpiryForAccess);
    accessSpared |= answer == null || !answer.isZero();
    return answer;
  }

  /** Whether the policy let all that was accessed expire at once. */
  boolean isExpiredByAccess() {
    return !accessSpared && access.answer != null && access.answer.isZero();
  }

  public boolean isSilent() {
    return policy == null;
  }

  /** Whether the store has asked what a write does to an expiry. */
  boolean isAsked() {
    return asked;
  }

  private void noteAsked() {
    if (policy != null) { // the silent one is everybody's
      asked = true;
    }
  }

  /** A replaced value that is no entry to user code makes the store's update a creation. */
  public void letUpdateCreate(boolean creates) {
    if (policy != null) { // the silent one is everybody's, and asks nothing anyway
      updateCreates = creates;
    }
  }

  /** How many entries the policy let expire at their creation: they were never stored. */
  public int stillborn() {
    return stillborn;
  }

  private @Nullable Duration askCreation() {
    Duration answer = policy == null ? null : policy.getExpiryForCreation();
    if (answer != null && answer.isZero()) {
      stillborn++;
    }
    return answer;
  }

  /** One of the policy's three questions, and how often it may still be put. */
  private static final class Question {
    private int left;
    private @Nullable Duration answer;

    Question(int left) {
      this.left = left;
    }

    @Nullable Duration put(Supplier<@Nullable Duration> policy) {
      if (left > 0) {
        left--;
        answer = ask(policy);
      }
      return answer;
    }

    private static @Nullable Duration ask(Supplier<@Nullable Duration> policy) {
      try {
        return policy.get();
      } catch (Exception e) { // a checked one too
        return null; // JSR-107 leaves this open; what the operation does must not depend on it
      }
    }
  }
}
