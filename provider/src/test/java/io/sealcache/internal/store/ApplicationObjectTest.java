package io.sealcache.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationObjectTest {
  @Test
  void closeAfter_isToldBesideTheFailure() {
    IllegalStateException failure = new IllegalStateException();
    IllegalArgumentException another = new IllegalArgumentException();

    ApplicationObject.closeAfter(
        failure,
        () -> {
          throw another;
        });

    assertThat(failure).hasSuppressedException(another);
  }

  /** Java lets no exception be told beside itself. */
  @Test
  void closeAfter_thatThrowsTheSame_keepsTheFailure() {
    IllegalStateException failure = new IllegalStateException();

    ApplicationObject.closeAfter(
        failure,
        () -> {
          throw failure;
        });

    assertThat(failure).hasNoSuppressedExceptions();
  }
}
