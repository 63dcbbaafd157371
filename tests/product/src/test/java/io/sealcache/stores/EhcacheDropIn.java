package io.sealcache.stores;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.fixture.StoreFixture;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.ehcache.jsr107.EhcacheCachingProvider;
import org.jspecify.annotations.Nullable;

/** An Ehcache file, run by Ehcache alone and by SealCache over it. */
public final class EhcacheDropIn {
  private final URI file;
  private final @Nullable ClassLoader classLoader;

  private EhcacheDropIn(URI file, @Nullable ClassLoader classLoader) {
    this.file = file;
    this.classLoader = classLoader;
  }

  /**
   * Writes the file.
   *
   * @param body the content of {@code <config>}
   */
  public static EhcacheDropIn of(Path directory, String body) {
    return ofDocument(
        directory,
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <config xmlns="http://www.ehcache.org/v3" xmlns:jsr107="http://www.ehcache.org/v3/jsr107">
        %s
        </config>
        """
            .formatted(body));
  }

  public static EhcacheDropIn ofDocument(Path directory, String xml) {
    try {
      return new EhcacheDropIn(
          Files.writeString(directory.resolve("ehcache.xml"), xml).toUri(), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static EhcacheDropIn at(URI file) {
    return new EhcacheDropIn(file, null);
  }

  /** The same file, for an application with this class loader. */
  public EhcacheDropIn over(ClassLoader applications) {
    return new EhcacheDropIn(file, applications);
  }

  public URI file() {
    return file;
  }

  public <T> T unencrypted(Function<CacheManager, T> program) {
    return run(new EhcacheCachingProvider(), file, classLoader, new Properties(), program);
  }

  public <T> T wrapped(Function<CacheManager, T> program) {
    return run(
        new EncryptedCachingProvider(), file, classLoader, settings(new Properties()), program);
  }

  /** From the default configuration. */
  public static <T> T unencrypted(Properties properties, Function<CacheManager, T> program) {
    return run(new EhcacheCachingProvider(), null, null, properties, program);
  }

  /** From the default configuration. */
  public static <T> T wrapped(Properties properties, Function<CacheManager, T> program) {
    return run(new EncryptedCachingProvider(), null, null, settings(properties), program);
  }

  private static <T> T run(
      CachingProvider provider,
      @Nullable URI uri,
      @Nullable ClassLoader classLoader,
      Properties properties,
      Function<CacheManager, T> program) {
    try (provider) {
      return program.apply(provider.getCacheManager(uri, classLoader, properties));
    }
  }

  public static Properties settings(Properties stores) {
    Properties properties = StoreFixture.settings(EhcacheCachingProvider.class.getName());
    properties.putAll(stores);
    return properties;
  }

  /** An application's own type, which Ehcache handles by the two classes below. */
  public record Person(String name) implements Serializable {}

  /** A user's copier, which fails on all but a Person. */
  public static final class PersonCopier implements org.ehcache.spi.copy.Copier<Person> {
    @Override
    public Person copyForRead(Person person) {
      return new Person(person.name());
    }

    @Override
    public Person copyForWrite(Person person) {
      return new Person(person.name());
    }
  }

  /** A user's serializer, which fails on all but a Person. */
  public static final class PersonSerializer
      implements org.ehcache.spi.serialization.Serializer<Person> {
    public PersonSerializer(ClassLoader classLoader) {}

    @Override
    public java.nio.ByteBuffer serialize(Person person) {
      return java.nio.charset.StandardCharsets.UTF_8.encode(person.name());
    }

    @Override
    public Person read(java.nio.ByteBuffer binary) {
      return new Person(java.nio.charset.StandardCharsets.UTF_8.decode(binary).toString());
    }

    @Override
    public boolean equals(Person person, java.nio.ByteBuffer binary) {
      return person.equals(read(binary));
    }
  }
}
