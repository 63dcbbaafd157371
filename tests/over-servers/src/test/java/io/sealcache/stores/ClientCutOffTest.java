package io.sealcache.stores;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An application that can't reach its store for ten seconds, while another can. */
@Timeout(300)
class ClientCutOffTest {
  private static final long SECONDS = 18;
  private static final long BEFORE_THE_CUT = 3_000;
  private static final long CUT = 10_000;

  @ParameterizedTest
  @CsvSource({"HAZELCAST,false", "HAZELCAST,true", "REDIS,false", "REDIS,true"})
  void cutOff_underLoad_losesNothingAcknowledged(StoreKind kind, boolean silent) throws Exception {
    try (RunningStore store = RunningStore.bare(kind);
        RecordingProxy proxy = new RecordingProxy(store.port());
        ClientJvm cutOff = ClientJvm.sealing(store.through(proxy.port()));
        ClientJvm other = store.client()) {
      LoadedCache cache = LoadedCache.load(List.of(cutOff, other), SECONDS);
      Thread.sleep(BEFORE_THE_CUT);
      if (silent) {
        proxy.fallSilent();
      } else {
        proxy.cut();
      }
      Thread.sleep(CUT);
      proxy.mend();

      cache.assertKept(1);
    }
  }
}
