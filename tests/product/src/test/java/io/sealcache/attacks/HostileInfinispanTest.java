package io.sealcache.attacks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.Needs;
import io.sealcache.fixture.PlantedClass;
import io.sealcache.fixture.StoreFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.io.ByteBuffer;
import org.infinispan.commons.io.ByteBufferImpl;
import org.infinispan.commons.marshall.AbstractMarshaller;
import org.infinispan.commons.marshall.ImmutableProtoStreamMarshaller;
import org.infinispan.commons.marshall.Marshaller;
import org.infinispan.jcache.embedded.JCachingProvider;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.protostream.ProtobufUtil;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever writes the files of an embedded Infinispan names a class of the application in them. */
class HostileInfinispanTest {
  private static final String NAME = "pii";

  @TempDir private Path directory;

  @BeforeAll
  static void infinispanParses() {
    Needs.localeOfInfinispan();
  }

  private URI file(String serialization) throws IOException {
    return Files.writeString(
            directory.resolve("infinispan.xml"),
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <infinispan xmlns="urn:infinispan:config:16.0">
              <cache-container>
                %1$s
                <local-cache name="%2$s"><persistence><file-store>
                  <data path="%3$s/data"/><index path="%3$s/index"/>
                </file-store></persistence></local-cache>
              </cache-container>
            </infinispan>
            """
                .formatted(serialization, NAME, directory))
        .toUri();
  }

  private interface Program {
    void run(Cache<String, String> cache);
  }

  private void run(Program application) throws IOException {
    Properties properties = StoreFixture.settings(JCachingProvider.class.getName());
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      application.run(provider.getCacheManager(file(""), null, properties).getCache(NAME));
    }
  }

  /** Writes these bytes in place of each value, as another program could. */
  private void plant(byte[] bytes) throws IOException {
    URI file = file("<serialization marshaller=\"%s\"/>".formatted(Raw.class.getName()));
    try (DefaultCacheManager operator = new DefaultCacheManager(Path.of(file).toString())) {
      org.infinispan.Cache<Object, Object> raw = operator.getCache(NAME);
      List<Object> keys = List.copyOf(raw.keySet());
      assertThat(keys).hasSize(1);
      keys.forEach(key -> raw.put(key, new Form(bytes)));
    }
  }

  private static final class Form {
    private final byte[] bytes;

    Form(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /** Text as Infinispan's own marshaller has it, and forms as they are. */
  public static final class Raw extends AbstractMarshaller {
    private final Marshaller own =
        new ImmutableProtoStreamMarshaller(ProtobufUtil.newSerializationContext());

    /** For Infinispan. */
    public Raw() {}

    @Override
    protected ByteBuffer objectToBuffer(Object object, int estimate)
        throws IOException, InterruptedException {
      return object instanceof Form form
          ? ByteBufferImpl.create(form.bytes)
          : own.objectToBuffer(object);
    }

    @Override
    public Object objectFromByteBuffer(byte[] bytes, int offset, int length)
        throws IOException, ClassNotFoundException {
      return own.objectFromByteBuffer(bytes, offset, length);
    }

    @Override
    public boolean isMarshallable(Object object) {
      return true;
    }

    @Override
    public MediaType mediaType() {
      return own.mediaType();
    }
  }

  static Stream<Arguments> planted() throws IOException {
    ByteArrayOutputStream java = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(java)) {
      out.writeObject(PlantedClass.elsewhere());
    }
    byte[] name = "io.sealcache.fixture.Planted".getBytes(US_ASCII);
    ByteArrayOutputStream protoStream = new ByteArrayOutputStream();
    protoStream.writeBytes(new byte[] {(byte) 0x82, 1, (byte) name.length}); // name of a type
    protoStream.writeBytes(name);
    protoStream.writeBytes(new byte[] {(byte) 0x8a, 1, 0}); // the message, of no fields
    return Stream.of(
        Arguments.of("Java's form", java.toByteArray()),
        Arguments.of("ProtoStream's", protoStream.toByteArray()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("planted")
  void plantedValue_initialisesNothing(String form, byte[] planted) throws IOException {
    run(cache -> cache.put("ada", "IBAN"));
    run(cache -> assertThat(cache.get("ada")).as(form).isEqualTo("IBAN"));
    plant(planted);

    run(
        cache -> {
          assertThatThrownBy(() -> cache.get("ada")).isInstanceOf(CacheException.class);
          assertThatThrownBy(() -> cache.getAll(Set.of("ada"))).isInstanceOf(CacheException.class);
          assertThatThrownBy(() -> cache.iterator().hasNext()).isInstanceOf(CacheException.class);
          cache.put("ada", "again");
          assertThat(cache.get("ada")).isEqualTo("again");
        });
    assertThat(PlantedClass.isInitialised()).isFalse();
  }
}
