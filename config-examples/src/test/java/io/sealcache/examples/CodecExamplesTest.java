package io.sealcache.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.sealcache.EncryptedConfiguration;
import io.sealcache.codec.Codec;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecExamplesTest {
  private static final String KEY =
      "747e073fa013ebfc5551fa6479f8f0d21051df83f440a31f3000083cea2dd7f9";
  private static final Customer ADA =
      new Customer("Ada Lovelace", "GB33BUKB20201555555555", LocalDate.of(1815, 12, 10));

  @ParameterizedTest
  @ValueSource(strings = {"json", "msgpack"})
  void jacksonCodecs_giveBackTheRecord(String codec) {
    assertThat(JsonCustomers.run(KEY, codec, ADA)).isEqualTo(ADA);
  }

  @Test
  void jsonCodecOfATypeWithParameters_givesBackTheRecords() {
    with(
        JsonCustomers.ofLists(),
        cache -> assertThat(putAndGet(cache, List.of(ADA))).isEqualTo(List.of(ADA)));
  }

  @Test
  void customCodec_givesBackTheObjectByClassName() {
    URI uri = URI.create("https://example.org/ü");
    EncryptedConfiguration<String, URI> configuration =
        new EncryptedConfiguration<String, URI>().setCodec(UriCodec.class.getName());

    with(configuration, cache -> assertThat(putAndGet(cache, uri)).isEqualTo(uri));
  }

  @Test
  void customCodec_thatGetsAnotherClass_failsAtPut() {
    EncryptedConfiguration<String, Object> configuration =
        new EncryptedConfiguration<String, Object>().setCodec(UriCodec.class.getName());

    with(
        configuration,
        cache -> {
          assertThatThrownBy(() -> cache.put("a", "no URI"))
              .isInstanceOf(CacheException.class)
              .hasMessageContaining("java.lang.String");
          assertThat(cache.containsKey("a")).isFalse();
        });
  }

  @Test
  void protobufCodec_givesBackTheMessage() {
    Struct struct =
        Struct.newBuilder()
            .putFields("name", Value.newBuilder().setStringValue("Ada").build())
            .build();
    EncryptedConfiguration<String, Struct> configuration =
        new EncryptedConfiguration<String, Struct>()
            .setTypes(String.class, Struct.class)
            .setCodecFactory(() -> new ProtobufCodec(Struct.getDefaultInstance()));

    with(configuration, cache -> assertThat(putAndGet(cache, struct)).isEqualTo(struct));
  }

  @Test
  void protobufCodec_refusesOtherMessages() {
    Codec codec = new ProtobufCodec(Struct.getDefaultInstance());

    assertThatThrownBy(() -> codec.forValuesOf(StringValue.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("google.protobuf.Struct", StringValue.class.getName());
    assertThatThrownBy(
            () -> codec.decode(ByteBuffer.wrap(new byte[] {10, 127}), getClass().getClassLoader()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void kryoCodec_givesBackTheRecords() {
    List<Customer> customers = new ArrayList<>(List.of(ADA));
    EncryptedConfiguration<String, List<Customer>> configuration =
        new EncryptedConfiguration<String, List<Customer>>()
            .setCodecFactory(
                () -> new KryoCodec(List.of(ArrayList.class, Customer.class, LocalDate.class)));

    with(configuration, cache -> assertThat(putAndGet(cache, customers)).isEqualTo(customers));
  }

  @Test
  void kryoCodec_refusesOtherClasses() {
    EncryptedConfiguration<String, Object> configuration =
        new EncryptedConfiguration<String, Object>()
            .setCodecFactory(() -> new KryoCodec(List.of(Customer.class)));

    with(
        configuration,
        cache -> {
          assertThatThrownBy(() -> cache.put("a", new ArrayList<>()))
              .isInstanceOf(CacheException.class)
              .hasMessageContaining("java.util.ArrayList");
          assertThat(cache.containsKey("a")).isFalse();
        });
  }

  private static <V> V putAndGet(Cache<String, V> cache, V value) {
    cache.put("a", value);
    return cache.get("a");
  }

  private static <V> void with(
      EncryptedConfiguration<String, V> configuration, Consumer<Cache<String, V>> program) {
    Properties settings = new Properties();
    settings.setProperty(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.setProperty("sealcache.master-key", KEY);
    settings.setProperty("sealcache.index-key", KEY);
    try (CacheManager manager =
        Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
            .getCacheManager(null, null, settings)) {
      program.accept(manager.createCache("codec", configuration));
    }
  }
}
