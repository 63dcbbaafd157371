package io.sealcache.cli.doctor;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.cli.RunOptions;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import io.sealcache.keys.table.TableKeySource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheManager;

/** Tries what SealCache needs of a store. */
final class StoreProbes {
  private final Properties properties;
  private final boolean ofTenants;
  private final boolean ofTable;

  StoreProbes(Properties properties) {
    this.properties = properties;
    Settings settings = RunOptions.settings(properties);
    this.ofTenants =
        settings.forCache(ProbeCaches.prefix(), setting -> null).tenantResolver() != null;
    this.ofTable = settings.isGiven(Setting.KEY_TABLE);
  }

  /** Finds out one thing, with caches of its own, and says what is so. */
  private interface Probe {
    String run(ProbeCaches caches) throws Exception;
  }

  List<Verdict> verdicts() {
    List<Verdict> verdicts = new ArrayList<>();
    Verdict around = Verdict.of("cache manager", () -> probe(verdicts));
    if (!around.fit()) {
      verdicts.add(around);
    }
    verdicts.add(Verdict.of("compare-and-set", () -> CompareAndSetProbe.run(properties)));
    return verdicts;
  }

  private String probe(List<Verdict> verdicts) {
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      CacheManager manager = provider.getCacheManager(null, RunOptions.loader(), properties);
      Map<String, Probe> probes = new LinkedHashMap<>();
      probes.put("round trip", EntryProbes::roundTrip);
      probes.put("many at once", EntryProbes::manyAtOnce);
      probes.put("destruction", EntryProbes::destruction);
      probes.put("ciphertext", CiphertextProbe::run);
      probes.put("expiry", ExpiryProbe::run);
      probes.put("events", EventProbe::run);
      probes.forEach(
          (name, probe) ->
              verdicts.add(
                  Verdict.of(
                      name,
                      () -> {
                        try (ProbeCaches caches = new ProbeCaches(manager, ofTenants)) {
                          return probe.run(caches);
                        }
                      })));
      if (ofTenants && ofTable) { // which would keep the keys that this one got
        manager.unwrap(TableKeySource.class).forget(ProbeCaches.TENANT);
      }
    }
    return "it opens and closes";
  }
}
