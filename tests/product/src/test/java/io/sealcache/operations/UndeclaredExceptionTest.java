package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.CloseableUserCode;
import io.sealcache.fixture.OutOfOrder;
import io.sealcache.fixture.Recorder;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import io.sealcache.fixture.Undeclared;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Factories and closeables of user code that fail, also by exceptions that they don't declare. */
class UndeclaredExceptionTest {
  @AutoClose
  private final StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);

  private record Case(
      String name, UnaryOperator<EncryptedConfiguration<String, Integer>> configuring) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static <T> Factory<T> failing(Throwable failure) {
    return () -> {
      throw Undeclared.thrown(failure);
    };
  }

  private static CacheEntryListenerConfiguration<String, Integer> unmadeListener(
      Throwable failure) {
    return new MutableCacheEntryListenerConfiguration<>(failing(failure), null, false, true);
  }

  private static Stream<Case> factories(Throwable failure) {
    return Stream.of(
        new Case("loader", of -> of.setCacheLoaderFactory(failing(failure))),
        new Case("writer", of -> of.setWriteThrough(true).setCacheWriterFactory(failing(failure))),
        new Case("expiry policy", of -> of.setExpiryPolicyFactory(failing(failure))),
        new Case("listener", of -> of.addCacheEntryListenerConfiguration(unmadeListener(failure))),
        new Case(
            "filter",
            of ->
                of.addCacheEntryListenerConfiguration(
                    new MutableCacheEntryListenerConfiguration<>(
                        () -> Recorder.<String, Integer>of(), failing(failure), false, true))));
  }

  static List<Throwable> failures() {
    return List.of(
        new IOException("no database"),
        new OutOfOrder(),
        new NoClassDefFoundError("com/acme/Gone"));
  }

  static Stream<Arguments> factories() {
    return failures().stream()
        .flatMap(failure -> factories(failure).map(factory -> Arguments.of(factory, failure)));
  }

  private static void assertIsThrown(Throwable failure, ThrowingCallable call) {
    if (failure instanceof IOException) {
      assertThatExceptionOfType(CacheException.class).isThrownBy(call).withCause(failure);
    } else {
      assertThatThrownBy(call).isSameAs(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("factories")
  void create_factoryFails_closesWhatWasMadeAndLeavesTheNameFree(Case factory, Throwable failure) {
    CloseableUserCode code = new CloseableUserCode();
    EncryptedConfiguration<String, Integer> configuration =
        factory
            .configuring()
            .apply(
                new EncryptedConfiguration<String, Integer>()
                    .setReadThrough(true)
                    .setCacheLoaderFactory(() -> code));

    assertIsThrown(failure, () -> fixture.create("numbers", configuration));

    assertThat(code.closed).isEqualTo(factory.name().equals("loader") ? 0 : 1);
    assertThat(fixture.manager().getCacheNames()).isEmpty();
    fixture.<String, Integer>create("numbers").put("a", 1);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void register_listenerCannotBeMade_isNotRegistered(Throwable failure) {
    EncryptedCache<String, Integer> cache = fixture.create("numbers");
    CacheEntryListenerConfiguration<String, Integer> listener = unmadeListener(failure);

    for (int attempt = 0; attempt < 2; attempt++) {
      assertIsThrown(failure, () -> cache.registerCacheEntryListener(listener));
      assertThat(StoreFixture.configuration(cache).getCacheEntryListenerConfigurations()).isEmpty();
    }
  }

  private static CloseableUserCode failingToClose() {
    CloseableUserCode code = new CloseableUserCode();
    code.failure = new TimeoutException("no database");
    return code;
  }

  private static EncryptedConfiguration<String, Integer> configuration(CloseableUserCode code) {
    return new EncryptedConfiguration<String, Integer>()
        .setReadThrough(true)
        .setWriteThrough(true)
        .setCacheLoaderFactory(() -> code)
        .setCacheWriterFactory(() -> code)
        .setExpiryPolicyFactory(() -> code);
  }

  @Test
  void close_allFailToClose_isACacheExceptionOnceAllAreClosed() {
    CloseableUserCode code = failingToClose();
    Recorder<String, Integer> listener = Recorder.of();
    listener.afterClose =
        () -> {
          throw Undeclared.thrown(new TimeoutException("no database"));
        };
    Cache<String, Integer> cache =
        fixture.create(
            "numbers",
            configuration(code).addCacheEntryListenerConfiguration(listener.configuration()));

    assertThatExceptionOfType(CacheException.class).isThrownBy(cache::close);

    assertThat(code.closed).isEqualTo(3);
    assertThat(listener.closed).hasValue(1);
    fixture.<String, Integer>create("numbers").put("a", 1);
  }

  @Test
  void closeOfManager_loaderFailsToClose_closesAllElse() {
    List<CloseableUserCode> codes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      CloseableUserCode code = failingToClose();
      codes.add(code);
      fixture.create(
          "numbers " + i,
          new EncryptedConfiguration<String, Integer>().setCacheLoaderFactory(() -> code));
    }
    Cache<String, Object> stored = fixture.raw("numbers 0").cache();

    assertThat(CapturedLog.of("io.sealcache", fixture.manager()::close))
        .hasSize(3)
        .allMatch(warning -> warning.contains("'numbers "))
        .noneMatch(warning -> warning.contains("database"));

    assertThat(codes).allSatisfy(code -> assertThat(code.closed).isEqualTo(1));
    assertThat(stored.getCacheManager().isClosed()).isTrue();
  }
}
