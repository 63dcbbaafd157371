package io.sealcache.keys.table;

import static io.sealcache.keys.table.TimedKeyTable.FAST;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.internal.concurrent.ManualScheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A pass over a key table: its requests to the key-encryption key, and how it ends before its end.
 */
class KeyTablePassTest {
  private static final int RECORDS = 20;

  private final TimedKeyTable keyTable = new TimedKeyTable();
  private final ServiceKey key = new ServiceKey(1);
  private final TableKeySource source = keyTable.open(key, new ManualScheduler(0));

  @BeforeEach
  void makeNames() {
    for (int i = 1; i < RECORDS; i++) {
      source.keyring("name " + i);
    }
  }

  @Test
  void recordsOfTheKeyInUse_areUnwrappedOnlyWhereThatIsWanted() {
    int before = key.unwraps.get();

    assertThat(source.rotation().rewrap(false, FAST, progress -> {}).seen()).isEqualTo(RECORDS);
    assertThat(key.unwraps).hasValue(before);
    assertThat(source.rotation().rewrap(true, FAST, progress -> {}).seen()).isEqualTo(RECORDS);
    assertThat(key.unwraps).as("each, and what wraps it anew").hasValue(before + 2 * RECORDS);
  }

  @Test
  void passThatIsInterruptedWhileItWaits_endsThereAndLeavesThatToBeSeen() throws Exception {
    var pass = new InterruptedPass(keyTable.rotation(new ServiceKey(2), key));
    pass.start();
    pass.join(TimeUnit.MINUTES.toMillis(1));

    assertThat(requireNonNull(pass.done).changed()).isBetween(1L, RECORDS - 1L);
    assertThat(pass.isSeen).isTrue();
  }

  /** One record a second, whose thread is interrupted. */
  private static final class InterruptedPass extends Thread {
    private final KeyTableRotation rotation;
    private volatile @Nullable RotationProgress done;
    private volatile boolean isSeen;

    InterruptedPass(KeyTableRotation rotation) {
      this.rotation = rotation;
    }

    @Override
    public void run() {
      done = rotation.rewrap(false, 1, progress -> interrupt());
      isSeen = Thread.interrupted();
    }
  }
}
