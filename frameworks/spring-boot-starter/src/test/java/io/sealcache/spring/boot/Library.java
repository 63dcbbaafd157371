package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealcache.EncryptedCacheManager;
import io.sealcache.fixture.StoreContents;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.spring.boot.guide.BookRepository;
import io.sealcache.spring.boot.guide.LibraryApplication;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.assertj.core.api.AbstractCharSequenceAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the guide's application as its main method would. */
final class Library {
  static final String CAFFEINE =
      "sealcache.store.provider=com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider";
  static final String NAMES = "spring.cache.cache-names=books,synchronised,optional,absent,pairs";
  static final String ISBN = "CANARYisbnCANARY";

  // The guide's application has no database, but the class path of the tests has one.
  static final String NO_DATABASE =
      "--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
          + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

  private Library() {}

  /** A line of application.yml with a key. */
  static String masterKey() {
    byte[] key = new byte[32];
    new Random().nextBytes(key);
    return "sealcache.master-key=" + HexFormat.of().formatHex(key);
  }

  /** With these lines of configuration, and no others. */
  static ConfigurableApplicationContext start(String... lines) {
    return start(List.of(), lines);
  }

  /** With more sources of beans. */
  static ConfigurableApplicationContext start(List<Class<?>> more, String... lines) {
    List<Class<?>> sources = new ArrayList<>(List.of(LibraryApplication.class));
    sources.addAll(more);
    List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off", NO_DATABASE));
    // Of one argument given twice Spring takes both values.
    if (Arrays.stream(lines).noneMatch(line -> line.startsWith("spring.cache.cache-names="))) {
      arguments.add("--" + NAMES);
    }
    for (String line : lines) {
      arguments.add("--" + line);
    }
    return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
        .web(WebApplicationType.NONE)
        .run(arguments.toArray(String[]::new));
  }

  /** Over Caffeine and with a key too. */
  static ConfigurableApplicationContext startWithKey(List<Class<?>> more, String... lines) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.addAll(List.of(CAFFEINE, masterKey()));
    return start(more, all.toArray(String[]::new));
  }

  static ConfigurableApplicationContext startWithKey(String... lines) {
    return startWithKey(List.of(), lines);
  }

  /** A manager that an application opens as if there were no Spring. */
  static CacheManager open(@Nullable String name, String... lines) {
    Properties settings = new Properties();
    for (String line : lines) {
      int equals = line.indexOf('=');
      settings.setProperty(line.substring(0, equals), line.substring(equals + 1));
    }
    return Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
        .getCacheManager(
            name == null ? null : URI.create(name), Library.class.getClassLoader(), settings);
  }

  /** Makes a keyring file. */
  static Path keyring(Path directory) throws IOException {
    Path file = directory.resolve("keyring");
    KeyringFile.of("index", FixedKey.secret(1), Instant.EPOCH)
        .with("data", FixedKey.secret(2), Instant.EPOCH)
        .withCurrent("data")
        .write(file);
    return file;
  }

  /** Expects that a start with a key fails; to go on with what it tells. */
  static AbstractCharSequenceAssert<?, ?> assertRefused(
      CapturedOutput output, List<Class<?>> more, String... lines) {
    return assertRefused(output, () -> startWithKey(more, lines));
  }

  /** Expects that this start fails; to go on with what it tells. */
  static AbstractCharSequenceAssert<?, ?> assertRefused(
      CapturedOutput output, ThrowingCallable start) {
    assertThatThrownBy(start).isInstanceOf(Exception.class);
    return assertThat(output).contains("APPLICATION FAILED TO START");
  }

  /** What Actuator tells of SealCache. */
  static String health(ConfigurableApplicationContext application) throws Exception {
    Object indicator = application.getBean("sealcacheHealthIndicator");
    return String.valueOf(indicator.getClass().getMethod("health").invoke(indicator));
  }

  /** Uses it, and searches what its store holds then. */
  static void assertStoreHoldsNoCanary(ConfigurableApplicationContext application)
      throws Exception {
    assertThat(use(application)).isEqualTo(5);
    assertThat(
            StoreContents.of(application.getBean(EncryptedCacheManager.class))
                .without(ISBN, BookRepository.TITLE, "guide.Book")
                .size())
        .isEqualTo(5);
  }

  /** Uses each kind of method twice; answers how often the repository was asked. */
  static int use(ConfigurableApplicationContext application) {
    BookRepository books = application.getBean(BookRepository.class);
    for (int i = 0; i < 2; i++) {
      books.getByIsbn(ISBN);
      books.getOnce(ISBN);
      books.find(ISBN);
      books.findAbsent(ISBN);
      books.getEdition(ISBN, 2);
    }
    return books.asked();
  }
}
