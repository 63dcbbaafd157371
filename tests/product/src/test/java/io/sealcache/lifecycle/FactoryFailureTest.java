package io.sealcache.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.FaultyCachingProvider.Faults;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** User code that was made before something else failed is closed. */
class FactoryFailureTest {
  @RegisterExtension private final Faults faults = new Faults();
  private final StoreFixture fixture = faults.fixture();
  private final CloseableUserCode code = new CloseableUserCode();
  private final OutOfOrder failure = new OutOfOrder();

  private <T> Factory<T> failing() {
    return () -> {
      throw failure;
    };
  }

  private EncryptedConfiguration<String, Integer> loading() {
    return new EncryptedConfiguration<String, Integer>()
        .setReadThrough(true)
        .setCacheLoaderFactory(() -> code);
  }

  private void create(EncryptedConfiguration<String, Integer> configuration) {
    fixture.create("numbers", configuration);
  }

  @Test
  void create_expiryPolicyCannotBeMade_closesLoaderAndWriterWhateverTheyThrow() {
    code.failure = new IllegalArgumentException("still busy");

    assertThatThrownBy(
            () ->
                create(
                    loading()
                        .setWriteThrough(true)
                        .setCacheWriterFactory(() -> code)
                        .setExpiryPolicyFactory(failing())))
        .isSameAs(failure)
        .hasSuppressedException(code.failure);

    assertThat(code.closed).isEqualTo(2);
  }

  @Test
  void create_loaderFailsToCloseByTheSameException_throwsThat() {
    code.failure = failure;

    assertThatThrownBy(() -> create(loading().setExpiryPolicyFactory(failing()))).isSameAs(failure);
  }

  static List<Error> errors() {
    return List.of(new StackOverflowError(), new NoClassDefFoundError("com/acme/Missing"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void create_storeEndsInAnError_closesTheLoader(Error error) {
    faults.before(
        "createCache",
        () -> {
          throw error;
        });

    assertThatThrownBy(() -> create(loading()))
        .satisfies(e -> assertThat(e instanceof CacheException ? e.getCause() : e).isSameAs(error));

    assertThat(code.closed).isEqualTo(1);
  }

  @Test
  void create_listenerCannotBeMade_saysAlsoThatTheLoaderFailedToClose() {
    code.failure = new IllegalArgumentException("still busy");
    CacheEntryListenerConfiguration<String, Integer> listening =
        new MutableCacheEntryListenerConfiguration<>(failing(), null, false, true);

    assertThatThrownBy(() -> create(loading().addCacheEntryListenerConfiguration(listening)))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));

    assertThat(code.closed).isEqualTo(1);
    assertThat(fixture.manager().getCacheNames()).isEmpty();
  }

  @Test
  void register_filterCannotBeMade_closesTheListener() {
    EncryptedCache<String, Integer> cache = fixture.create("numbers");
    Recorder<String, Integer> listener = Recorder.of();
    CacheEntryListenerConfiguration<String, Integer> configuration =
        new MutableCacheEntryListenerConfiguration<>(() -> listener, failing(), false, true);

    assertThatThrownBy(() -> cache.registerCacheEntryListener(configuration)).isSameAs(failure);

    assertThat(listener.closed).hasValue(1);
  }

  private static EncryptedConfiguration<String, Integer> hearing(
      CacheEntryListenerConfiguration<String, Integer> listening) {
    return new EncryptedConfiguration<String, Integer>()
        .addCacheEntryListenerConfiguration(listening);
  }

  @SuppressWarnings("NullAway") // as code that isn't checked for it may do
  private static <T> Factory<T> empty() {
    return () -> null;
  }

  static Stream<Arguments> withoutOne() {
    return Stream.of(
        Arguments.of(
            "cache loader",
            new EncryptedConfiguration<String, Integer>().setCacheLoaderFactory(empty())),
        Arguments.of(
            "cache writer",
            new EncryptedConfiguration<String, Integer>()
                .setWriteThrough(true)
                .setCacheWriterFactory(empty())),
        Arguments.of(
            "expiry policy",
            new EncryptedConfiguration<String, Integer>().setExpiryPolicyFactory(empty())),
        Arguments.of(
            "cache entry listener",
            hearing(new MutableCacheEntryListenerConfiguration<>(empty(), null, false, true))),
        Arguments.of(
            "cache entry event filter",
            hearing(
                new MutableCacheEntryListenerConfiguration<>(
                    Recorder::<String, Integer>of, empty(), false, true))));
  }

  @ParameterizedTest
  @MethodSource("withoutOne")
  void create_factoryGivesNull_saysWhich(
      String role, EncryptedConfiguration<String, Integer> configuration) {
    assertThatThrownBy(() -> create(configuration))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("factory of the " + role);
  }

  @Test
  void create_noExpiryPolicyForMaxAge_closesTheLoader() {
    assertThatThrownBy(
            () ->
                create(loading().setMaxAge(Duration.ofMinutes(1)).setExpiryPolicyFactory(empty())))
        .isInstanceOf(CacheException.class);

    assertThat(code.closed).isEqualTo(1);
  }
}
