package io.sealcache.cli.check;

import com.google.gson.JsonArray;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.SettingsOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.cli.store.OpenStore;
import io.sealcache.core.MasterKey;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.cache.CacheManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells whether a store is fit for SealCache. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Tells whether a JCache provider, with this configuration, is fit to be SealCache's store:"
          + " opens it by the settings, and tries what SealCache needs of it.",
      "It makes caches whose names begin with sealcache-check-, and destroys them. Keys are the"
          + " settings', or random ones where they have none. Ends with 3 if the store is not fit."
    })
public final class CheckCommand implements Callable<Integer> {
  private static final EnumSet<Setting> OF_KEYS =
      EnumSet.of(
          Setting.MASTER_KEY,
          Setting.KEYRING,
          Setting.KEYSTORE,
          Setting.KEY_TABLE,
          Setting.KEY_SOURCE);

  private final ToolInput input;

  @Mixin private RunOptions run = new RunOptions();

  /**
   * @param input what the command reads besides its arguments
   */
  public CheckCommand(ToolInput input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    Properties properties = run.properties(input);
    Settings settings = SettingsOptions.settings(properties);
    if (OF_KEYS.stream().noneMatch(settings::isGiven)) {
      properties.setProperty(Setting.MASTER_KEY.propertyName(), randomKey());
      properties.setProperty(Setting.INDEX_KEY.propertyName(), randomKey());
    }
    boolean ofTenants =
        settings.forCache("sealcache-check", setting -> null).tenantResolver() != null;
    return print(verdicts(properties, ofTenants));
  }

  private static String randomKey() {
    byte[] secret = new byte[MasterKey.LENGTH];
    new SecureRandom().nextBytes(secret);
    return HexFormat.of().formatHex(secret);
  }

  private List<Verdict> verdicts(Properties properties, boolean ofTenants) {
    List<Probe> probes = Probe.all();
    List<Verdict> verdicts = new ArrayList<>();
    try (Progress progress = run.progress(input, "probes", probes.size() + 1)) {
      try (OpenStore store = OpenStore.open(properties)) {
        for (Probe probe : probes) {
          progress.at(verdicts.size());
          verdicts.add(
              Verdict.of(probe.name(), probe.fit(), () -> ask(probe, store.manager(), ofTenants)));
        }
      }
      verdicts.add(
          Verdict.of(
              CompareAndSetProbe.NAME, CompareAndSetProbe.FIT, () -> compareAndSet(properties)));
    }
    return verdicts;
  }

  private static void ask(Probe probe, CacheManager manager, boolean ofTenants) throws Exception {
    try (ProbeCaches caches = new ProbeCaches(manager, ofTenants)) {
      probe.work().run(caches);
    }
  }

  private static void compareAndSet(Properties properties) throws Exception {
    try (CheckedStore port =
        CheckedStore.open(
            properties,
            SettingsOptions.settings(properties),
            SettingsOptions.loader(),
            ProbeCaches.prefix() + "port")) {
      new CompareAndSetProbe(port).run();
    }
  }

  private int print(List<Verdict> verdicts) {
    long unfit = verdicts.stream().filter(verdict -> !verdict.isFit()).count();
    Answer answer = new Answer();
    JsonArray rows = new JsonArray();
    for (Verdict verdict : verdicts) {
      answer.line(verdict.line());
      rows.add(verdict.json());
    }
    answer.line(
        unfit == 0
            ? "Fit: all of %d probes passed".formatted(verdicts.size())
            : "Not fit: %d of %d probes failed".formatted(unfit, verdicts.size()));
    run.print(answer.member("fit", unfit == 0).member("probes", rows));
    return unfit == 0 ? ExitCodes.DONE : ExitCodes.NO;
  }
}
