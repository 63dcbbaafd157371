package io.sealcache.cli.doctor;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.KeyCensus;
import io.sealcache.StoreCensus;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.cli.keys.FoundKeys;
import io.sealcache.core.Keyring;
import io.sealcache.internal.managerstore.OpenedStore;
import io.sealcache.internal.settings.Setting;
import io.sealcache.internal.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.security.CodeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether settings, keys, store and what it holds are as they should be. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Tells which settings are in force and where each comes from, which keys are found, whether"
          + " the store answers, and whether what it holds of these caches is sealed. Without"
          + " --probe it changes nothing. It shows no secret.",
      "Ends with 3 if something is not as it should be."
    })
public final class DoctorCommand implements Callable<Integer> {
  private static final String FORMAT = "%-29s %-12s %s";

  private final ToolInput input;

  @Mixin private RunOptions run = new RunOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "CACHE",
      description = "Names of caches whose entries are looked at.")
  private List<String> caches = List.of();

  @Option(
      names = "--probe",
      description =
          "Also tries what SealCache needs of the store, in caches whose names begin with"
              + " sealcache-doctor-, which it makes and destroys. A store that had no"
              + " sealcache-descriptors keeps that cache.")
  private boolean probes;

  /**
   * @param input of the command, besides its arguments
   */
  public DoctorCommand(ToolInput input) {
    this.input = input;
  }

  private record Row(String setting, String value, String from) {}

  @Override
  public Integer call() throws IOException {
    Properties properties = run.properties();
    Properties given = (Properties) properties.clone();
    given.remove(Setting.KEY_TABLE.propertyName()); // RunOptions has made a DataSource of a URL
    List<Row> settings = rows(RunOptions.settings(given));
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(Verdict.of("keys", () -> keys(properties)));
    verdicts.add(Verdict.within(input.patience(), "store", () -> store(properties)));
    if (verdicts.stream().allMatch(Verdict::fit)) {
      for (String cache : caches) {
        verdicts.add(Verdict.of("encrypted", () -> encrypted(properties, cache)).hiding(caches));
      }
      verdicts.addAll(probes ? new StoreProbes(properties).verdicts() : List.of());
    }
    run.print(shown(settings, verdicts));
    return verdicts.stream().allMatch(Verdict::fit) ? ExitCodes.DONE : ExitCodes.NO;
  }

  private static List<Row> rows(Settings settings) {
    SortedMap<String, String> sources = settings.sources();
    return settings.shown().entrySet().stream()
        .map(
            each ->
                new Row(each.getKey(), each.getValue(), sources.getOrDefault(each.getKey(), "")))
        .toList();
  }

  private String keys(Properties properties) {
    try (FoundKeys keys = FoundKeys.open(properties)) {
      if (keys == null) {
        throw new IllegalStateException("no setting names keys");
      }
      Keyring keyring = keys.keyring(null);
      if (keyring == null) {
        return "by %s, which opens; tenants have keys there".formatted(keys.place());
      }
      return "by %s: %s seals %s, made %s; open only: %s; index key: %s"
          .formatted(
              keys.place(),
              FoundKeys.id(keyring.current()),
              keys.areOfTable() ? "what is no tenant's" : "values",
              age(keyring.current().created()),
              keyring.previous().stream().map(FoundKeys::id).toList(),
              FoundKeys.id(keyring.indexKey()));
    }
  }

  private String age(@Nullable Instant made) {
    return made == null
        ? "nobody knows when"
        : "%s, %d days ago"
            .formatted(
                made.truncatedTo(ChronoUnit.SECONDS),
                Duration.between(made, input.clock().instant()).toDays());
  }

  /** Asks for a cache that isn't there, which has each store ask its server. */
  private static String store(Properties properties) {
    try (OpenedStore store =
        OpenedStore.open(properties, RunOptions.loader(), EncryptedCachingProvider.class)) {
      var unused = store.adapter().walk(store.manager(), "sealcache-doctor");
      Class<?> provider = store.provider();
      return "%s (%s) answers".formatted(provider.getName(), file(provider));
    }
  }

  /** Where a class came from; as a rule the name has the version. */
  private static String file(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    return source == null ? "no file" : new File(source.getLocation().getPath()).getName();
  }

  private static String encrypted(Properties properties, String cache) {
    try (StoreCensus store = StoreCensus.open(properties, RunOptions.loader())) {
      KeyCensus census = store.count(cache);
      Verdict.ensure(
          census.others() == 0,
          "'%s' has %d entries in clear, or of others, and %d sealed ones"
              .formatted(cache, census.others(), census.entries()));
      Verdict.ensure(
          census.entries() > 0,
          "the store shows no entry of '%s', which proves nothing: is the name right?"
              .formatted(cache));
      return "'%s': all of %d entries are sealed".formatted(cache, census.entries());
    }
  }

  private static Answer shown(List<Row> settings, List<Verdict> verdicts) {
    Answer answer = new Answer().member("settings", settings).member("verdicts", verdicts);
    answer.line(FORMAT.formatted("SETTING", "FROM", "VALUE"));
    settings.forEach(row -> answer.line(FORMAT.formatted(row.setting(), row.from(), row.value())));
    verdicts.forEach(verdict -> answer.line(verdict.line()));
    return answer;
  }
}
