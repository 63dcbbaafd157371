package io.sealcache.hotrod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.PlantedClass;
import io.sealcache.keys.FixedKey;
import io.sealcache.servers.HotRodServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.infinispan.client.hotrod.DataFormat;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.commons.configuration.StringConfiguration;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.marshall.IdentityMarshaller;
import org.infinispan.commons.marshall.JavaSerializationMarshaller;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whoever controls the server names a class of the application in what it sends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileHotRodTest {
  private HotRodServer server;
  private RemoteCacheManager operator;
  private EncryptedCachingProvider provider = new EncryptedCachingProvider();

  @BeforeAll
  void start() throws IOException {
    server = HotRodServer.start(Path.of("target"));
    Properties place = new Properties();
    place.setProperty("infinispan.client.hotrod.server_list", server.address());
    operator = new RemoteCacheManager(new ConfigurationBuilder().withProperties(place).build());
    letAnythingInto("sealcache-descriptors"); // before an application's manager creates it
  }

  @AfterEach
  void closeApplication() {
    provider.close();
    provider = new EncryptedCachingProvider();
  }

  @AfterAll
  void stop() {
    provider.close();
    operator.close();
    server.close();
  }

  /** An application whose properties have Java deserialization read whatever comes. */
  private CacheManager manager(Map<String, String> more) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "infinispan.client.hotrod.server_list",
            server.address(),
            "infinispan.client.hotrod.marshaller",
            JavaSerializationMarshaller.class.getName(),
            "infinispan.client.hotrod.java_serial_allowlist",
            ".*",
            "sealcache.store.provider",
            "org.infinispan.jcache.remote.JCachingProvider",
            "sealcache.master-key",
            FixedKey.hex(1)));
    settings.putAll(more);
    return provider.getCacheManager(null, null, settings);
  }

  /** The properties that have Java deserialization read the entries of this cache alone. */
  private static Map<String, String> marshallerOf(String name) {
    return Map.of(
        "infinispan.client.hotrod.cache." + name + ".marshaller",
        JavaSerializationMarshaller.class.getName(),
        "infinispan.client.hotrod.cache.[sealcache-descriptors].marshaller",
        JavaSerializationMarshaller.class.getName());
  }

  private Cache<String, String> create(String name) {
    return create(name, manager(Map.of()));
  }

  private Cache<String, String> create(String name, CacheManager manager) {
    letAnythingInto(name);
    return manager.createCache(
        name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
  }

  /** Has the server send back bytes as they came. */
  private void letAnythingInto(String name) {
    operator
        .administration()
        .getOrCreateCache(
            name,
            new StringConfiguration(
                "<local-cache><encoding media-type='application/unknown'/></local-cache>"));
  }

  /** Writes the object as Java serializes it, in each entry. */
  private void plant(String name) throws Exception {
    RemoteCache<Object, Object> raw =
        operator
            .getCache(name)
            .withDataFormat(
                DataFormat.builder()
                    .keyMarshaller(IdentityMarshaller.INSTANCE)
                    .keyType(MediaType.fromString("application/unknown"))
                    .valueType(MediaType.fromString("application/unknown"))
                    .valueMarshaller(IdentityMarshaller.INSTANCE)
                    .build());
    Set<Object> keys = Set.copyOf(raw.keySet());
    assertThat(keys).isNotEmpty();
    byte[] planted = planted();
    keys.forEach(key -> raw.put(key, planted));
  }

  private static byte[] planted() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      output.writeObject(PlantedClass.elsewhere());
    }
    return bytes.toByteArray();
  }

  @Test
  void plantedValue_initialisesNothing() throws Exception {
    assertNothingIsInitialised("planted", create("planted"));
  }

  @Test
  void plantedValue_marshallerOfThisCache_initialisesNothing() throws Exception {
    assertNothingIsInitialised(
        "marshalled", create("marshalled", manager(marshallerOf("marshalled"))));
  }

  @Test
  void plantedValue_marshallerOfThisCacheInTheFile_initialisesNothing(@TempDir Path directory)
      throws Exception {
    Properties file = new Properties();
    file.putAll(marshallerOf("filed"));
    file.setProperty("infinispan.client.hotrod.server_list", server.address());
    file.setProperty("infinispan.client.hotrod.java_serial_allowlist", ".*");
    Path written = directory.resolve("hotrod-client.properties");
    try (Writer out = Files.newBufferedWriter(written)) {
      file.store(out, null);
    }
    Properties settings = new Properties();
    settings.put("sealcache.store.provider", "org.infinispan.jcache.remote.JCachingProvider");
    settings.put("sealcache.master-key", FixedKey.hex(1));

    assertNothingIsInitialised(
        "filed", create("filed", provider.getCacheManager(written.toUri(), null, settings)));
  }

  private void assertNothingIsInitialised(String name, Cache<String, String> cache)
      throws Exception {
    cache.put("ada", "IBAN");
    assertThat(cache.get("ada")).isEqualTo("IBAN");
    plant(name);

    assertThatThrownBy(() -> cache.get("ada")).isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> cache.getAll(Set.of("ada"))).isInstanceOf(CacheException.class);
    assertThatThrownBy(() -> cache.iterator().hasNext()).isInstanceOf(CacheException.class);
    assertThat(PlantedClass.isInitialised()).isFalse();
    cache.put("ada", "again");
    assertThat(cache.get("ada")).isEqualTo("again");
  }

  @Test
  void plantedDescriptor_initialisesNothing() throws Exception {
    create("described");
    closeApplication();
    plant("sealcache-descriptors");

    CacheManager later = manager(Map.of());
    assertThatThrownBy(() -> later.getCache("described")).isInstanceOf(RuntimeException.class);
    assertThat(PlantedClass.isInitialised()).isFalse();
    operator.getCache("sealcache-descriptors").clear();
  }
}
