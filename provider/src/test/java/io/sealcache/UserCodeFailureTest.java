package io.sealcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.codec.Codec;
import io.sealcache.codec.EncodingBuffer;
import io.sealcache.store.RawCache;
import java.io.IOException;
import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class UserCodeFailureTest {
  @RegisterExtension private static final Stores STORES = new Stores();

  /** What user code throws. */
  private static final class OutOfOrder extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;
  }

  /** Takes strings, but not those that hold "poison". */
  record Picky(String name) implements Codec {
    @Override
    public void encode(Object object, EncodingBuffer out) throws IOException {
      if (object.toString().contains("poison")) {
        throw new IOException("won't do");
      }
      out.write(object.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Object decode(ByteBuffer encoded, ClassLoader loader) {
      return StandardCharsets.UTF_8.decode(encoded.duplicate()).toString();
    }
  }

  static Stream<Consumer<Cache<String, String>>> poisonousWrites() {
    return Stream.of(
        cache -> cache.put("a", "poison"),
        cache -> cache.getAndPut("a", "poison"),
        cache -> cache.replace("a", "poison"),
        cache -> cache.replace("a", "1", "poison"),
        cache -> cache.getAndReplace("a", "poison"),
        cache -> cache.putIfAbsent("b", "poison"),
        cache -> cache.putAll(Map.of("a", "2", "b", "poison", "c", "3")),
        cache ->
            cache.<Object>invoke(
                "a",
                (entry, arguments) -> {
                  entry.setValue("poison");
                  return 0;
                }));
  }

  @ParameterizedTest
  @MethodSource("poisonousWrites")
  void codecFailsToEncodeAValue_changesNothing(Consumer<Cache<String, String>> write) {
    Cache<String, String> cache =
        create(new EncryptedConfiguration<String, String>().setCodecFactory(() -> new Picky("v")));
    cache.put("a", "1");

    assertThatExceptionOfType(CacheException.class)
        .isThrownBy(() -> write.accept(cache))
        .withMessageContainingAll(cache.getName(), "java.lang.String")
        .withMessageNotContaining("poison")
        .withCauseInstanceOf(IOException.class);

    assertThat(contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void codecFailsToEncodeAKey_isACacheException() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>().setKeyCodecFactory(() -> new Picky("k")));
    cache.put("a", "1");

    List<Consumer<Cache<String, String>>> operations =
        List.of(
            c -> c.get("poison"),
            c -> c.put("poison", "2"),
            c -> c.getAll(Set.of("a", "poison")),
            c -> c.putAll(Map.of("a", "2", "poison", "2")),
            c -> c.removeAll(Set.of("a", "poison")));
    assertThat(operations)
        .allSatisfy(
            operation ->
                assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> operation.accept(cache))
                    .withMessageContaining("java.lang.String")
                    .withMessageNotContaining("poison"));
    assertThat(contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void loaderFails_isACacheLoaderException() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.<String, String>loader(
                        key -> {
                          throw new OutOfOrder();
                        })));
    cache.put("a", "1");

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.get("b"))
        .withCauseInstanceOf(OutOfOrder.class);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.getAll(Set.of("a", "b")))
        .withCauseInstanceOf(OutOfOrder.class);
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> cache.<String>invoke("b", (entry, none) -> entry.getValue()));
    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .withCauseInstanceOf(OutOfOrder.class);
    assertThat(contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void loadAll_loaderThrowsAnError_completionListenerIsTold() {
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setCacheLoaderFactory(
                    UserCode.<String, String>loader(
                        key -> {
                          throw new NoClassDefFoundError("of the loader");
                        })));

    assertThatExceptionOfType(CacheLoaderException.class)
        .isThrownBy(() -> UserCode.loadAll(cache, Set.of("a"), true))
        .withRootCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void processorThrowsAfterALostRace_writerIsToldWhatTheCacheHolds() {
    List<String> written = new ArrayList<>();
    List<Runnable> otherWriter = new ArrayList<>();
    EncryptedCache<String, Integer> cache =
        STORES.create(
            TestStore.REFERENCE_IMPLEMENTATION,
            new EncryptedConfiguration<String, Integer>()
                .setWriteThrough(true)
                .setCacheWriterFactory(
                    UserCode.<String, Integer>writer(
                        change -> {
                          written.add(change);
                          if (change.equals("a=2")) {
                            otherWriter.forEach(Runnable::run);
                          }
                        })));
    cache.put("a", 1);
    RawCache raw = STORES.raw(cache);
    otherWriter.add(() -> raw.cache().remove(raw.onlyKey()));

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(
            () ->
                cache.<Integer>invoke(
                    "a",
                    (entry, none) -> {
                      if (!entry.exists()) {
                        throw new OutOfOrder();
                      }
                      entry.setValue(2);
                      return 2;
                    }));

    assertThat(written).containsExactly("a=1", "a=2", "a");
  }

  @Test
  void loaderThrowsItsOwnCacheLoaderException_isNotWrapped() {
    CacheLoaderException failure = new CacheLoaderException("no database");
    Cache<String, String> cache =
        create(
            new EncryptedConfiguration<String, String>()
                .setReadThrough(true)
                .setCacheLoaderFactory(
                    UserCode.<String, String>loader(
                        key -> {
                          throw failure;
                        })));

    assertThatThrownBy(() -> cache.get("b")).isSameAs(failure);
  }

  static Stream<Consumer<Cache<String, String>>> writes() {
    return Stream.of(
        cache -> cache.put("a", "2"),
        cache -> cache.getAndPut("a", "2"),
        cache -> cache.replace("a", "2"),
        cache -> cache.replace("a", "1", "2"),
        cache -> cache.getAndReplace("a", "2"),
        cache -> cache.putIfAbsent("b", "2"),
        cache -> cache.putAll(Map.of("a", "2")),
        cache -> cache.remove("a"),
        cache -> cache.remove("a", "1"),
        cache -> cache.getAndRemove("a"),
        cache -> cache.removeAll(Set.of("a")),
        Cache::removeAll,
        cache ->
            cache.<Object>invoke(
                "a",
                (entry, arguments) -> {
                  entry.remove();
                  return 0;
                }));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void writerFails_isACacheWriterExceptionAndChangesNothing(Consumer<Cache<String, String>> write) {
    AtomicReference<Consumer<String>> writer = new AtomicReference<>(change -> {});
    Cache<String, String> cache = writing(change -> writer.get().accept(change));
    cache.put("a", "1");
    writer.set(
        change -> {
          throw new OutOfOrder();
        });

    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> write.accept(cache))
        .withCauseInstanceOf(OutOfOrder.class);

    assertThat(contents(cache)).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void writerFailsAfterSome_theCacheHoldsWhatWasWritten() {
    List<String> written = new ArrayList<>();
    Cache<String, String> cache =
        writing(
            change -> {
              if (written.size() == 2) {
                throw new OutOfOrder();
              }
              written.add(change);
            });
    Map<String, String> values = new LinkedHashMap<>();
    List.of("a", "b", "c", "d").forEach(key -> values.put(key, "1"));

    assertThatExceptionOfType(CacheWriterException.class).isThrownBy(() -> cache.putAll(values));

    assertThat(contents(cache).keySet().stream().map(key -> key + "=1"))
        .containsExactlyInAnyOrderElementsOf(written);
  }

  @Test
  void writerFailsToDeleteSome_theCacheHoldsThose() {
    List<String> deleted = new ArrayList<>();
    AtomicReference<Consumer<String>> writer = new AtomicReference<>(change -> {});
    Cache<String, String> cache = writing(change -> writer.get().accept(change));
    cache.putAll(Map.of("a", "1", "b", "1", "c", "1"));
    writer.set(
        key -> {
          if (deleted.size() == 2) {
            throw new OutOfOrder();
          }
          deleted.add(key);
        });

    assertThatExceptionOfType(CacheWriterException.class)
        .isThrownBy(() -> cache.removeAll(new LinkedHashSet<>(List.of("a", "b", "c"))));

    assertThat(contents(cache)).hasSize(1).doesNotContainKeys(deleted.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void processorFails_isAnEntryProcessorExceptionAndChangesNothing(TestStore store) {
    List<String> written = new ArrayList<>();
    Cache<String, String> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, String>()
                .setWriteThrough(true)
                .setCacheWriterFactory(UserCode.writer(written::add)));
    cache.put("a", "1");

    assertThatExceptionOfType(EntryProcessorException.class)
        .isThrownBy(
            () ->
                cache.<Object>invoke(
                    "a",
                    (entry, arguments) -> {
                      entry.setValue("2");
                      throw new OutOfOrder();
                    }))
        .withCauseInstanceOf(OutOfOrder.class);

    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(written).containsExactly("a=1");
  }

  @Test
  void processorFailsForOneKey_theOthersAreProcessed() {
    Cache<String, String> cache = create(new EncryptedConfiguration<>());
    cache.putAll(Map.of("a", "1", "b", "1"));

    var results =
        cache.<String>invokeAll(
            Set.of("a", "b"),
            (entry, arguments) -> {
              entry.setValue("2");
              if (entry.getKey().equals("a")) {
                throw new OutOfOrder();
              }
              return "done";
            });

    assertThat(results.get("b")).isNotNull().satisfies(r -> assertThat(r.get()).isEqualTo("done"));
    assertThat(results.get("a"))
        .isNotNull()
        .satisfies(
            r ->
                assertThatExceptionOfType(EntryProcessorException.class)
                    .isThrownBy(r::get)
                    .withCauseInstanceOf(OutOfOrder.class));
    assertThat(contents(cache)).isEqualTo(Map.of("a", "1", "b", "2"));
  }

  /** Fails whenever it is asked. */
  static final class FailingPolicy implements ExpiryPolicy {
    @Override
    public Duration getExpiryForCreation() {
      throw new OutOfOrder();
    }

    @Override
    public Duration getExpiryForAccess() {
      throw new OutOfOrder();
    }

    @Override
    public Duration getExpiryForUpdate() {
      throw new OutOfOrder();
    }
  }

  @ParameterizedTest
  @EnumSource
  void expiryPolicyFails_entriesStay(TestStore store) {
    Cache<String, String> cache =
        STORES.create(
            store,
            new EncryptedConfiguration<String, String>()
                .setExpiryPolicyFactory(FailingPolicy::new));

    cache.put("a", "1");
    cache.putAll(Map.of("b", "1", "c", "1"));
    assertThat(cache.putIfAbsent("d", "1")).isTrue();
    assertThat(cache.replace("d", "1", "2")).isTrue();
    cache.put("a", "2");
    assertThat(cache.get("a")).isEqualTo("2");

    assertThat(contents(cache)).isEqualTo(Map.of("a", "2", "b", "1", "c", "1", "d", "2"));
  }

  /** A listener that fails; static and with a public factory so that a naked store takes it too. */
  static final class FailingListener implements CacheEntryCreatedListener<Object, Object> {
    @Override
    public void onCreated(Iterable<CacheEntryEvent<?, ?>> events) {
      throw new OutOfOrder();
    }
  }

  // Infinispan has an exception of its own for it, which names a class and an address.
  @Test
  void synchronousListenerFailsOnInfinispan_isWhatJCacheHasForIt() {
    EncryptedCache<String, String> cache = create(TestStore.INFINISPAN);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            FailingListener::new, null, false, true));

    assertThatExceptionOfType(CacheEntryListenerException.class)
        .isThrownBy(() -> cache.put("a", "1"))
        .withRootCauseInstanceOf(OutOfOrder.class);
    assertThat(cache.get("a")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource(names = "INFINISPAN", mode = EnumSource.Mode.EXCLUDE)
  void synchronousListenerFails_asOnTheNakedStore(TestStore store) {
    EncryptedCache<String, String> cache = create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            FailingListener::new, null, false, true));
    EncryptedCache<String, String> other = create(store);
    other.put("key", "value");
    Cache<String, Object> naked = STORES.raw(other).cache();
    Object carrier = naked.iterator().next().getValue();
    naked.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, Object>(
            FailingListener::new, null, false, true));

    Throwable expected = catchThrowable(() -> naked.put("another", carrier));
    Throwable actual = catchThrowable(() -> cache.put("a", "1"));

    assertThat(String.valueOf(actual)).isEqualTo(String.valueOf(expected));
    assertThat(cache.get("a")).isEqualTo("1");
  }

  @ParameterizedTest
  @EnumSource
  void synchronousListenerFails_aConditionalWriteIsNoLostRace(TestStore store) {
    EncryptedCache<String, String> cache = create(store);
    cache.registerCacheEntryListener(
        new MutableCacheEntryListenerConfiguration<String, String>(
            FailingListener::new, null, false, true));

    var unused = catchThrowable(() -> cache.putIfAbsent("a", "1"));

    assertThat(cache.get("a")).isEqualTo("1");
    assertThat(Stores.encryption(cache).getLostRaces()).isZero();
  }

  private static EncryptedCache<String, String> create(TestStore store) {
    return STORES.create(store, new EncryptedConfiguration<>());
  }

  private static EncryptedCache<String, String> create(
      EncryptedConfiguration<String, String> configuration) {
    return STORES.create(TestStore.REFERENCE_IMPLEMENTATION, configuration);
  }

  private static EncryptedCache<String, String> writing(Consumer<String> changes) {
    return create(
        new EncryptedConfiguration<String, String>()
            .setWriteThrough(true)
            .setCacheWriterFactory(UserCode.writer(changes)));
  }

  private static Map<String, String> contents(Cache<String, String> cache) {
    Map<String, String> contents = new HashMap<>();
    cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
    return contents;
  }
}
