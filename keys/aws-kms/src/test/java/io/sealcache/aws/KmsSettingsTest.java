package io.sealcache.aws;

import static io.sealcache.aws.Moto.CONTEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sealcache.EncryptedConfiguration;
import io.sealcache.keys.KeyEncryptionKey;
import io.sealcache.keys.KeyringFile;
import io.sealcache.keys.table.TableKeySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Caches whose keys AWS KMS wraps, by settings alone. */
@Timeout(300)
class KmsSettingsTest {
  private static final String DECRYPT = "Decrypt";
  private static final String GENERATE = "GenerateDataKeyWithoutPlaintext";
  private static final int OPERATIONS = 10_000;

  @RegisterExtension private final Moto moto = new Moto();
  @TempDir private Path directory;
  private String key = "";

  @BeforeEach
  void makeKey() {
    key = moto.newKey();
  }

  private CacheManager manager(Map<String, String> more) {
    Properties settings = new Properties();
    settings.putAll(more);
    settings.put(
        "sealcache.store.provider",
        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider");
    settings.put("sealcache.kms", "aws:" + moto.address(key));
    return Caching.getCachingProvider("io.sealcache.EncryptedCachingProvider")
        .getCacheManager(null, null, settings);
  }

  private Path keyring() throws IOException {
    Path file = directory.resolve("keyring");
    try (KeyEncryptionKey wrapping = moto.open(key)) {
      KeyringFile.generate(Instant.EPOCH).write(file, wrapping, CONTEXT);
    }
    return file;
  }

  private Path keyTable() throws IOException {
    return Files.createDirectory(
        directory.resolve("keys"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static Cache<Integer, Integer> numbers(CacheManager manager) {
    return manager.createCache(
        "numbers",
        new MutableConfiguration<Integer, Integer>().setTypes(Integer.class, Integer.class));
  }

  @Test
  void keyring_isAskedForByKeysAndNotByOperations() throws IOException {
    Map<String, String> settings =
        Map.of("sealcache.keyring", keyring().toString(), "sealcache.context", "shop");
    try (CacheManager manager = manager(settings)) {
      Cache<Integer, Integer> numbers = numbers(manager);
      for (int i = 0; i < OPERATIONS / 4; i++) {
        numbers.put(i % 100, i);
      }
      for (int i = 0; i < 3 * OPERATIONS / 4; i++) {
        numbers.get(i % 200);
      }

      assertThat(numbers.get(99)).isEqualTo(OPERATIONS / 4 - 1);
      assertThat(moto.kms().calls(DECRYPT)).isEqualTo(2); // as the file was made, and read
      assertThat(moto.kms().calls(GENERATE)).isEqualTo(1);
    }
  }

  @Test
  void settingThatIsMalformed_isNamedAtTheStart() {
    key = "caches";

    assertThatThrownBy(() -> manager(Map.of("sealcache.keyring", "any")).close())
        .hasStackTraceContaining("sealcache.kms")
        .hasStackTraceContaining("aws:alias/NAME");
  }

  @Test
  void keyTable_asksTwiceForTheKeysOfEachName() throws IOException {
    Path table = keyTable();
    Map<String, String> settings = Map.of("sealcache.key-table", table.toString());
    int names = 5;
    try (CacheManager manager = manager(settings)) {
      Cache<Integer, Integer> last = of("person-0", manager);
      for (int name = 1; name <= names; name++) {
        Cache<Integer, Integer> cache = of("person-" + name, manager);
        last = cache;
        for (int i = 0; i < 1_000; i++) {
          cache.put(i % 10, i);
          assertThat(cache.get(i % 10)).isEqualTo(i);
        }
      }
      assertThat(moto.kms().calls(GENERATE)).isEqualTo(1 + names); // one for no name
      assertThat(moto.kms().calls(DECRYPT)).isEqualTo(1 + names);

      assertThat(manager.unwrap(TableKeySource.class).forget("person-" + names)).isTrue();
      assertThat(last.get(1)).isNull();
    }
    try (CacheManager manager = manager(settings)) {
      Cache<Integer, Integer> cache = of("person-1", manager);
      cache.put(1, 1);
      assertThat(cache.get(1)).isEqualTo(1);
    }
    assertThat(moto.kms().calls(GENERATE)).isEqualTo(1 + names);
    assertThat(moto.kms().calls(DECRYPT)).isEqualTo(1 + names + 2);
  }

  @Test
  void keyTableOfAnotherApplication_failsTheStart() throws IOException {
    Path table = keyTable();
    manager(Map.of("sealcache.key-table", table.toString(), "sealcache.context", "shop")).close();

    for (String other : List.of("bank", "")) {
      Map<String, String> settings =
          Map.of("sealcache.key-table", table.toString(), "sealcache.context", other);
      assertThatThrownBy(() -> manager(settings).close())
          .hasStackTraceContaining("wrapped for another context");
    }
    manager(Map.of("sealcache.key-table", table.toString(), "sealcache.context", "shop")).close();
  }

  @Tag("slow")
  @Test
  void serviceThatHangs_isGivenUp() {
    moto.kms().answer(StrictKms.Fault.HANGS);

    assertIsGivenUp();
  }

  /** As where a token service gives them, or a program. */
  @Tag("slow")
  @Test
  void credentialsThatDoNotCome_areGivenUp() throws IOException {
    Path config = directory.resolve("config");
    Files.writeString(config, "[default]\ncredential_process = sleep 20\n");
    Properties before = (Properties) System.getProperties().clone();
    System.clearProperty("aws.accessKeyId");
    System.setProperty("aws.configFile", config.toString());
    try {
      assertIsGivenUp();
    } finally {
      System.setProperties(before);
    }
    assertThat(moto.kms().calls(GENERATE)).isZero();
  }

  @Tag("slow")
  @Test
  void requestsWithoutAnAnswer_areNotMoreThan64() throws InterruptedException {
    moto.kms().answer(StrictKms.Fault.HANGS);
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    try (KeyEncryptionKey wrapping = moto.open(key)) {
      Runnable asking =
          () -> failures.add(catchThrowable(() -> wrapping.generate(CONTEXT)).getMessage());
      List<Thread> threads = Stream.generate(() -> new Thread(asking)).limit(70).toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(failures).hasSize(70);
    assertThat(failures).filteredOn(text -> text.startsWith("64 requests to ")).hasSize(6);
  }

  private void assertIsGivenUp() {
    try (KeyEncryptionKey wrapping = moto.open(key)) {
      assertThatThrownBy(() -> wrapping.generate(CONTEXT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("did not answer within PT5S");
    }
  }

  private static Cache<Integer, Integer> of(String name, CacheManager manager) {
    return manager.createCache(
        name,
        new EncryptedConfiguration<Integer, Integer>()
            .setTypes(Integer.class, Integer.class)
            .setTenant(name));
  }
}
