package io.sealcache.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealcache.StoreCensus;
import io.sealcache.fixture.IgniteJvm;
import io.sealcache.fixture.OverEachStore;
import io.sealcache.fixture.StoreFixture;
import io.sealcache.fixture.TestStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A rotation to its end, over the stores that run here; other modules have the others. */
@Tag("slow")
@Timeout(600)
class RotationUnderLoadTest {
  @OverEachStore
  void rotation_losesAndMissesNothing(TestStore store) throws Exception {
    RotatingKeys keys = new RotatingKeys();
    try (StoreFixture fixture = StoreFixture.over(store, StoreFixture.keysOf(keys));
        StoreCensus census = fixture.census()) {
      new RotationUnderLoad(fixture.manager(), fixture.manager(), keys, census::count).run();
    }
  }

  @Test
  void rotationOverIgnite_losesAndMissesNothing(@TempDir Path directory) throws Exception {
    assertThat(IgniteJvm.run(IgniteRotation.class, directory.toString()))
        .containsEntry("rotation", "done");
  }
}
