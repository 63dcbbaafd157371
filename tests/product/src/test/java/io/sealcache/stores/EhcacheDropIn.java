package io.sealcache.stores;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Properties;
import org.ehcache.jsr107.EhcacheCachingProvider;

/** Ehcache files, and classes that they name. */
public final class EhcacheDropIn {
  private EhcacheDropIn() {}

  /**
   * Writes the file.
   *
   * @param body the content of {@code <config>}
   */
  public static DropIn of(Path directory, String body) {
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

  static DropIn ofDocument(Path directory, String xml) {
    return DropIn.of(EhcacheCachingProvider.class, directory.resolve("ehcache.xml"), xml);
  }

  /** The default configuration. */
  static DropIn over(Properties properties) {
    return new DropIn(EhcacheCachingProvider.class, null, null, properties);
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
