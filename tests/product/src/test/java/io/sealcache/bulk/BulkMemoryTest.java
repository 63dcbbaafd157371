package io.sealcache.bulk;

import io.sealcache.fixture.JavaProgram;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The heap that bulk operations need: for a thousand entries, however many they are about. */
@Tag("slow")
class BulkMemoryTest {
  @Test
  void bulkOperations_onMoreThanTheHeapHolds_passInIt() throws Exception {
    var unused =
        JavaProgram.run(BulkProgram.class, List.of("-Xmx260m", "-XX:MaxDirectMemorySize=1g"));
  }
}
