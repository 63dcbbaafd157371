package io.sealcache.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.core.MasterKey;
import io.sealcache.keys.FixedKey;
import io.sealcache.keys.KeySource;
import io.sealcache.spring.boot.guide.BookRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health that Actuator tells of keys that can't be used, or not be loaded again. */
class HealthTest {
  @Test
  void keysThatCannotBeUsed_areDownUntilTheyCan() throws Exception {
    try (var application = Library.start(List.of(Keys.class), Library.CAFFEINE)) {
      Keys keys = application.getBean(Keys.class);
      assertThat(Library.health(application)).startsWith("UP");

      keys.fail = true;
      assertThat(Library.health(application))
          .startsWith("DOWN")
          .contains("failed to give the keyring");

      keys.fail = false;
      assertThat(Library.health(application)).startsWith("UP").contains("books={currentKeyId=");
    }
  }

  @Test
  void keyringThatIsGone_isUpWithTheLastGoodKeysAndCounted(@TempDir Path directory)
      throws Exception {
    Path keyring = Library.keyring(directory);
    try (var application = Library.start(Library.CAFFEINE, "sealcache.keyring=" + keyring)) {
      assertThat(Library.health(application)).contains("keysNotLoaded=0");
      Files.delete(keyring);

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!Library.health(application).matches("UP.*books=\\{[^}]*keysNotLoaded=[1-9].*")
          && System.nanoTime() < end) {
        Thread.sleep(50); // it is looked at once a second, when keys are used
        application.getBean(BookRepository.class).getByIsbn("isbn");
      }

      assertThat(Library.health(application)).matches("UP.*books=\\{[^}]*keysNotLoaded=[1-9].*");
    }
  }

  /** The application's own keys, which may fail. */
  static class Keys implements KeySource {
    private final Keyring keyring = new Keyring(MasterKey.of(FixedKey.secret(1)), List.of(), null);
    private volatile boolean fail;

    @Override
    public Keyring keyring(@Nullable String tenant) {
      if (fail) {
        throw new CacheException("no answer from the vault");
      }
      return keyring;
    }

    @Override
    public void close() {
      keyring.destroy();
    }
  }
}
