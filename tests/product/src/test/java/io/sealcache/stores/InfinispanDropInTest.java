package io.sealcache.stores;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.CanarySearch;
import io.sealcache.fixture.Needs;
import io.sealcache.fixture.RawCache;
import io.sealcache.fixture.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.conflict.EntryMergePolicy;
import org.infinispan.container.entries.CacheEntry;
import org.infinispan.jcache.embedded.JCacheManager;
import org.infinispan.jcache.embedded.JCachingProvider;
import org.infinispan.persistence.spi.InitializationContext;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.NonBlockingStore;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Infinispan files that applications have: what a program sees unencrypted, it sees wrapped. */
class InfinispanDropInTest {
  private static final String CANARY = "CANARYinfinispanCANARY";

  private static final String CACHES =
      """
      <local-cache name="plain"/>
      <local-cache name="sized"><memory max-count="100"/></local-cache>
      <local-cache name="bounded"><expiration lifespan="3600000" max-idle="1800000"/></local-cache>
      <local-cache name="encoded"><encoding media-type="application/x-protostream"/></local-cache>
      <local-cache name="text">
        <encoding><key media-type="text/plain"/><value media-type="text/plain"/></encoding>
      </local-cache>
      <local-cache name="off-heap">
        <encoding media-type="application/x-protostream"/>
        <memory storage="OFF_HEAP" max-count="100"/>
      </local-cache>
      <local-cache-configuration name="orders-*">
        <memory max-count="${io.sealcache.orders}"/>
      </local-cache-configuration>
      """;

  @TempDir Path directory;

  @BeforeAll
  static void infinispanParses() {
    Needs.localeOfInfinispan();
  }

  @Test
  void file_programSeesTheSameUnencryptedAndWrapped() throws IOException {
    System.setProperty("io.sealcache.orders", "3");
    DropIn file = file(CACHES);

    List<String> unencrypted = file.unencrypted(InfinispanDropInTest::walk);

    assertThat(unencrypted).contains("names [bounded, encoded, off-heap, plain, sized, text]");
    assertThat(file.<List<String>>wrapped(InfinispanDropInTest::walk)).isEqualTo(unencrypted);
  }

  private static List<String> walk(CacheManager manager) {
    List<String> seen = DropIn.declared(manager, "plain", strings());
    for (String name : DropIn.names(manager)) {
      DropIn.operations(
          seen, manager.<Object, Object>getCache(name), List.of("one", "two"), List.of("a", "b"));
    }
    DropIn.operations(
        seen,
        manager.<Object, Object>getCache("plain"),
        List.of(new Customer(1), new Customer(2)),
        List.of(new Customer(3), new Customer(4)));
    templates(seen, manager);
    manager.destroyCache("sized");
    seen.add("left " + DropIn.names(manager));
    seen.add("again " + manager.createCache("sized", strings()).getName());
    return seen;
  }

  private static void templates(List<String> seen, CacheManager manager) {
    Cache<String, String> orders = manager.createCache("orders-1", strings());
    for (int i = 0; i < 100; i++) {
      orders.put("key" + i, "value");
    }
    List<String> left = new ArrayList<>();
    orders.forEach(entry -> left.add(entry.getValue()));
    seen.add("template " + left);
  }

  private static MutableConfiguration<String, String> strings() {
    return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
  }

  record Customer(int number) implements java.io.Serializable {}

  @Test
  void memory_andDisk_holdNoPlaintext() throws IOException {
    DropIn file =
        file(
            """
            <local-cache name="disk"><persistence><file-store>
              <data path="%1$s/data"/><index path="%1$s/index"/>
            </file-store></persistence></local-cache>
            """
                .formatted(directory));

    Object stored =
        file.wrapped(
            manager -> {
              Cache<Object, Object> cache = manager.getCache("disk");
              cache.put(CANARY, CANARY);
              assertThat(cache.get(CANARY)).isEqualTo(CANARY);
              RawCache raw = StoreFixture.raw((EncryptedCacheManager) manager, "disk");
              assertThat(CanarySearch.find(CANARY, raw.value(raw.onlyKey()))).isEmpty();
              return raw.onlyKey();
            });

    assertThat(stored.toString()).doesNotContain(CANARY);
    List<byte[]> files = files();
    assertThat(files).isNotEmpty();
    assertThat(files)
        .anyMatch(bytes -> CanarySearch.contains(bytes, stored.toString().getBytes(US_ASCII)));
    assertThat(files).allMatch(bytes -> CanarySearch.find(CANARY, bytes).isEmpty());
  }

  private List<byte[]> files() throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        files.add(Files.readAllBytes(path));
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <groups enabled="true"/>                                    | 'groups'
          <partition-handling merge-policy="io.sealcache.stores.InfinispanDropInTest$Merge"/> | merge-policy
          <persistence><store class="io.sealcache.stores.InfinispanDropInTest$Mapped"/></persistence> | 'persistence'
          """)
  void codeOverEntries_isRefusedByName(String element, String named) throws IOException {
    assertThat(
            file("""
                <transport stack="tcp"/>
                <distributed-cache name="users">%s</distributed-cache>
                """
                    .formatted(element))
                .refusal(CacheManager::getURI))
        .contains("users", named, "infinispan.xml", "remove it");
  }

  @Test
  void javaSerialization_isRefusedByName() throws IOException {
    assertThat(
            file("""
                <serialization marshaller="org.infinispan.commons.marshall.JavaSerializationMarshaller">
                  <allow-list><regex>.*</regex></allow-list>
                </serialization>
                <local-cache name="users"/>
                """)
                .refusal(CacheManager::getURI))
        .contains("'serialization'", "JavaSerializationMarshaller", "infinispan.xml", "remove it");
  }

  /** A user's merge policy. */
  public static final class Merge implements EntryMergePolicy<Object, Object> {
    public Merge() {}

    @Override
    public CacheEntry<Object, Object> merge(
        CacheEntry<Object, Object> preferred, List<CacheEntry<Object, Object>> others) {
      return preferred;
    }
  }

  /** A user's store, which might map entries to tables of the application. */
  @NullUnmarked // as the interface is
  public static final class Mapped implements NonBlockingStore<Object, Object> {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    public Mapped() {}

    @Override
    public CompletionStage<Void> start(InitializationContext context) {
      return DONE;
    }

    @Override
    public CompletionStage<Void> stop() {
      return DONE;
    }

    @Override
    public CompletionStage<Void> clear() {
      return DONE;
    }

    @Override
    public CompletionStage<MarshallableEntry<Object, Object>> load(int segment, Object key) {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> write(
        int segment, MarshallableEntry<? extends Object, ? extends Object> entry) {
      return DONE;
    }

    @Override
    public CompletionStage<Boolean> delete(int segment, Object key) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private DropIn file(String caches) {
    return DropIn.of(
        JCachingProvider.class,
        directory.resolve("infinispan.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <infinispan xmlns="urn:infinispan:config:16.0">
          <cache-container>
        %s
          </cache-container>
        </infinispan>
        """
            .formatted(caches));
  }

  @ParameterizedTest
  @MethodSource("configurationByObjects")
  void configurationByAnObject_isRefused(String property, Object given) {
    DropIn file = file("<local-cache name='plain'/>");
    file.properties().put(property, given);

    assertThat(file.refusal(CacheManager::getCacheNames)).contains(property, "sealcache.store.uri");
  }

  static Stream<Arguments> configurationByObjects() {
    Consumer<GlobalConfigurationBuilder> consumer = global -> {};
    Function<String, @Nullable Object> function = name -> null;
    return Stream.of(
        Arguments.of(ConfigurationBuilderHolder.class.getName(), new ConfigurationBuilderHolder()),
        Arguments.of(GlobalConfigurationBuilder.class.getName(), new GlobalConfigurationBuilder()),
        Arguments.of(JCacheManager.GLOBAL_CONFIGURATION_CONSUMER, consumer),
        Arguments.of(JCacheManager.CACHE_CONFIGURATION_FUNCTION, function));
  }
}
