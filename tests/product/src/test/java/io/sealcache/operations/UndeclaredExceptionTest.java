package io.sealcache.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sealcache.EncryptedCache;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.fixture.CapturedLog;
import io.sealcache.fixture.CloseableUserCode;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Factories and closeables of the application that throw checked exceptions. */
class UndeclaredExceptionTest {
  private final StoreFixture fixture = StoreFixture.over(TestStore.REFERENCE_IMPLEMENTATION);

  @AfterEach
  void close() {
    fixture.close();
  }

  private record Case(
      String name, UnaryOperator<EncryptedConfiguration<String, Integer>> configuring) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static <T> Factory<T> failing() {
    return () -> {
      throw Undeclared.thrown(new IOException("no database"));
    };
  }

  private static CacheEntryListenerConfiguration<String, Integer> unmadeListener() {
    return new MutableCacheEntryListenerConfiguration<>(failing(), null, false, true);
  }

  static Stream<Case> factories() {
    return Stream.of(
        new Case("loader", of -> of.setCacheLoaderFactory(failing())),
        new Case("writer", of -> of.setWriteThrough(true).setCacheWriterFactory(failing())),
        new Case("expiry policy", of -> of.setExpiryPolicyFactory(failing())),
        new Case("listener", of -> of.addCacheEntryListenerConfiguration(unmadeListener())),
        new Case(
            "filter",
            of ->
                of.addCacheEntryListenerConfiguration(
                    new MutableCacheEntryListenerConfiguration<>(
                        () -> Recorder.<String, Integer>of(), failing(), false, true))));
  }

  @ParameterizedTest
  @MethodSource("factories")
  void create_factoryFails_isACacheExceptionAndLeavesTheNameFree(Case factory) {
    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(
            () ->
                fixture.create(
                    "numbers",
                    factory.configuring().apply(new EncryptedConfiguration<String, Integer>())))
        .withCauseInstanceOf(IOException.class);

    assertThat(fixture.manager().getCacheNames()).isEmpty();
    fixture.<String, Integer>create("numbers").put("a", 1);
  }

  @Test
  void register_listenerCannotBeMade_isNotRegistered() {
    EncryptedCache<String, Integer> cache = fixture.create("numbers");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> cache.registerCacheEntryListener(unmadeListener()))
        .withCauseInstanceOf(IOException.class);

    assertThat(StoreFixture.configuration(cache).getCacheEntryListenerConfigurations()).isEmpty();
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
        .noneMatch(warning -> warning.contains("database"));

    assertThat(codes).allSatisfy(code -> assertThat(code.closed).isEqualTo(1));
    assertThat(stored.getCacheManager().isClosed()).isTrue();
  }
}
