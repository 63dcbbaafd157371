package io.sealcache.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.core.Keyring;
import io.sealcache.internal.concurrent.ManualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs with different versions of a keyring file, while a key is rotated step by step. */
class KeyringVersionsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir private Path directory;

  private final List<Jvm> jvms = new ArrayList<>();

  /** One with a copy of the file, which it reads when its time passes. */
  private final class Jvm {
    final Path file;
    final ManualScheduler time = new ManualScheduler(0);
    final RefreshingKeySource source;

    Jvm(String name, KeyringFile first) throws IOException {
      file = directory.resolve(name);
      first.write(file);
      source = RefreshingKeySource.ofFile(file.toString(), null, Map.of(), null, time);
      jvms.add(this);
    }

    Keyring keyring() {
      return source.keyring(null);
    }

    void gets(KeyringFile version) throws IOException {
      version.write(file);
      time.pass(SECOND);
    }
  }

  @AfterEach
  void close() {
    jvms.forEach(jvm -> jvm.source.close());
  }

  /** Before, with a key that opens only, with it sealing, and without the old one. */
  private static List<KeyringFile> steps() {
    KeyringFile before =
        KeyringFile.of("old", FixedKey.secret(1), Instant.EPOCH)
            .withIndex("index", FixedKey.secret(3), Instant.EPOCH);
    KeyringFile added = before.with("new", FixedKey.secret(2), Instant.EPOCH);
    KeyringFile promoted = added.withCurrent("new");
    return List.of(before, added, promoted, promoted.without("old"));
  }

  private static boolean opens(Jvm reader, Jvm writer) {
    return SameKeys.isDataKey(writer.keyring().current(), reader.keyring())
        && reader.keyring().indexKey().isSameKey(writer.keyring().indexKey());
  }

  @Test
  void jvmsThatAreOneStepApart_openWhatEachOtherSeals() throws IOException {
    List<KeyringFile> steps = steps();
    Jvm ahead = new Jvm("ahead", steps.get(0));
    Jvm behind = new Jvm("behind", steps.get(0));
    for (KeyringFile step :
        steps.subList(1, 3)) { // the last is for when the old key sealed nothing
      ahead.gets(step);
      assertThat(opens(behind, ahead)).isTrue();
      assertThat(opens(ahead, behind)).isTrue();
      behind.gets(step);
    }
  }

  @Test
  void jvmThatLacksAStep_opensItAgainOnceItHasTheFile() throws IOException {
    List<KeyringFile> steps = steps();
    Jvm ahead = new Jvm("ahead", steps.get(2));
    Jvm behind = new Jvm("behind", steps.get(0));

    assertThat(opens(behind, ahead)).as("a miss meanwhile").isFalse();
    assertThat(opens(ahead, behind)).isTrue();
    behind.gets(steps.get(1));
    assertThat(opens(behind, ahead)).isTrue();
  }

  @Test
  void jvmWhoseFileWasSetBack_opensWhatItsKeysSealedAlone() throws IOException {
    List<KeyringFile> steps = steps();
    Jvm ahead = new Jvm("ahead", steps.get(3));
    Jvm back = new Jvm("back", steps.get(3));
    back.gets(steps.get(0));

    assertThat(opens(back, ahead)).isFalse();
    assertThat(opens(ahead, back)).isFalse();
    back.gets(steps.get(3));
    assertThat(opens(back, ahead)).isTrue();
  }

  @Test
  void timeThatStoodStill_countsOnceItGoesOn() throws IOException {
    Jvm jvm = new Jvm("jvm", steps().get(0));
    Keyring before = jvm.keyring();
    steps().get(2).write(jvm.file);

    assertThat(jvm.keyring()).as("no time has passed").isSameAs(before);
    jvm.time.pass(Duration.ofHours(10));
    assertThat(jvm.keyring().current().isSameKey(before.current())).isFalse();
  }
}
