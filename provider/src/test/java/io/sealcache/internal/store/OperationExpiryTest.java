package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OperationExpiryTest {
  private final Asked policy = new Asked();

  @Test
  void silent_asksNothing() {
    OperationExpiry expiry = OperationExpiry.silent();

    assertThat(expiry.isSilent()).isTrue();
    assertThat(expiry.getExpiryForCreation()).isEqualTo(Duration.ETERNAL);
    assertThat(expiry.getExpiryForUpdate()).isNull();
    assertThat(expiry.getExpiryForAccess()).isNull();
  }

  @Test
  void access_mayAskForAccessOnly() {
    OperationExpiry expiry = OperationExpiry.access(policy, 1);

    assertThat(expiry.getExpiryForCreation()).isEqualTo(Duration.ETERNAL);
    assertThat(expiry.getExpiryForUpdate()).isNull();
    assertThat(expiry.getExpiryForAccess()).isEqualTo(minutes(3));
    assertThat(policy.questions).containsExactly("access");
  }

  @Test
  void write_mayAskForCreationAndUpdateOnly() {
    OperationExpiry expiry = new CacheExpiry(policy).write(1);

    assertThat(expiry.getExpiryForAccess()).isNull();
    assertThat(expiry.getExpiryForCreation()).isEqualTo(minutes(1));
    assertThat(expiry.getExpiryForUpdate()).isEqualTo(minutes(2));
    assertThat(policy.questions).containsExactly("creation", "update");
  }

  @Test
  void questionAskedAgain_getsTheLastAnswerUnasked() {
    OperationExpiry expiry = new CacheExpiry(policy).write(2);
    expiry.getExpiryForUpdate();
    expiry.getExpiryForUpdate();

    assertThat(expiry.getExpiryForUpdate()).isEqualTo(minutes(2));
    assertThat(policy.questions).containsExactly("update", "update");
  }

  @Test
  void policyThrows_isEternalForACreationAndNoChangeOtherwise() {
    policy.failure = new IllegalStateException();
    OperationExpiry write = new CacheExpiry(policy).write(1);

    assertThat(write.getExpiryForCreation()).isEqualTo(Duration.ETERNAL);
    assertThat(write.getExpiryForUpdate()).isNull();
    assertThat(OperationExpiry.access(policy, 1).getExpiryForAccess()).isNull();
  }

  @Test
  void stillborn_countsCreationsThatExpireAtOnce() {
    policy.creation = Duration.ZERO;
    OperationExpiry expiry = new CacheExpiry(policy).write(2);
    expiry.getExpiryForCreation();
    assertThat(expiry.stillborn()).isEqualTo(1);
    policy.creation = null;
    expiry.getExpiryForCreation();

    assertThat(expiry.stillborn()).isEqualTo(1);
  }

  @Test
  void isExpiredByAccess_afterTheAnswerZeroForEachKey() {
    policy.access = Duration.ZERO;
    OperationExpiry expiry = OperationExpiry.access(policy, 2);
    assertThat(expiry.isExpiredByAccess()).isFalse();
    expiry.getExpiryForAccess();
    expiry.getExpiryForAccess();

    assertThat(expiry.isExpiredByAccess()).isTrue();
  }

  @Test
  void isExpiredByAccess_oneKeyOfTwoLivesOn_false() {
    OperationExpiry expiry = OperationExpiry.access(policy, 2);
    expiry.getExpiryForAccess();
    policy.access = Duration.ZERO;
    expiry.getExpiryForAccess();

    assertThat(expiry.isExpiredByAccess()).isFalse();
  }

  private static Duration minutes(long minutes) {
    return new Duration(TimeUnit.MINUTES, minutes);
  }

  private static final class Asked implements ExpiryPolicy {
    final List<String> questions = new ArrayList<>();
    @Nullable Duration creation = minutes(1);
    @Nullable Duration access = minutes(3);
    @Nullable RuntimeException failure;

    @Override
    @SuppressWarnings("NullAway") // a policy that answers null for a creation must do no harm
    public Duration getExpiryForCreation() {
      return answer("creation", creation);
    }

    @Override
    public @Nullable Duration getExpiryForUpdate() {
      return answer("update", minutes(2));
    }

    @Override
    public @Nullable Duration getExpiryForAccess() {
      return answer("access", access);
    }

    private @Nullable Duration answer(String question, @Nullable Duration answer) {
      questions.add(question);
      if (failure != null) {
        throw failure;
      }
      return answer;
    }
  }

  @Test
  void letUpdateCreate_updateIsAskedAsACreation() {
    OperationExpiry expiry =
        new CacheExpiry(new CreatedExpiryPolicy(Duration.FIVE_MINUTES)).write(1);

    expiry.letUpdateCreate(true);

    assertThat(expiry.getExpiryForUpdate()).isEqualTo(Duration.FIVE_MINUTES);
  }

  @Test
  void letUpdateCreate_silent_staysSilent() {
    OperationExpiry.silent().letUpdateCreate(true);

    assertThat(OperationExpiry.silent().getExpiryForUpdate()).isNull();
  }
}
