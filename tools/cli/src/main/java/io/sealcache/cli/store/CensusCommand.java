package io.sealcache.cli.store;

import io.sealcache.KeyCensus;
import io.sealcache.StoreCensus;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.ToolInput;
import io.sealcache.cli.keys.FoundKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what a store holds by the keys that sealed it. */
@Command(
    name = "census",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the entries that the store holds of a cache, by the keys that sealed them, those of"
          + " all tenants. Needs no key: entries name theirs by ids, which are public, and nothing"
          + " of it is authenticated.",
      "It walks over the whole cache, and changes nothing."
    })
public final class CensusCommand implements Callable<Integer> {
  private static final String FORMAT = "%-8s  %-9s  %5s  %12s";

  private final ToolInput input;

  @Mixin private CacheOptions options = new CacheOptions();

  @Option(
      names = "--none-under",
      paramLabel = "KEY_ID",
      description =
          "Ends with 3 if an entry is under this data key, which then can't be retired without a"
              + " miss, or if nothing is proved: there is no entry at all, the entries are under"
              + " more keys than are counted, or the settings have no keys to compare the id with. One that is no data key of theirs, or of the tenants"
              + " that are named, is refused. As 'keyring show' lists it under KEY ID. May be given"
              + " several times.")
  private List<String> retiring = List.of();

  /**
   * @param input of the command, besides its arguments
   */
  public CensusCommand(ToolInput input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    retiring = retiring.stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
    List<String> unproved = new ArrayList<>();
    if (!retiring.isEmpty()) {
      String problem = compareKeys();
      if (problem != null) {
        unproved.add(problem);
      }
    }
    try (StoreCensus store = StoreCensus.open(options.run().properties(), RunOptions.loader());
        Progress progress = options.run().progress(input, "entries")) {
      KeyCensus census = store.count(options.cache(), progress::at);
      progress.close();
      if (!retiring.isEmpty() && census.entries() == 0) {
        unproved.add(
            "The store shows no entry of the cache '%s', which proves nothing: is the name right?"
                .formatted(options.shown(false)));
      }
      if (!retiring.isEmpty() && census.uncounted() > 0) {
        unproved.add(
            "Nothing is proved: %d entries were not counted by their keys, which are too many"
                .formatted(census.uncounted()));
      }
      Answer answer = shown(census).member("unproved", unproved);
      unproved.forEach(answer::line);
      options.run().print(answer);
      return unproved.isEmpty() && retiring.stream().noneMatch(census.byDataKey()::containsKey)
          ? ExitCodes.DONE
          : ExitCodes.NO;
    }
  }

  /**
   * An id that nobody has is under no entry either, which proves nothing of the key that was meant.
   *
   * @return why the ids can't be compared; null: they are those of data keys
   * @throws IllegalArgumentException if one is none
   */
  private @Nullable String compareKeys() throws IOException {
    Properties properties = options.run().properties();
    String tenant = options.settings(properties).tenant();
    List<String> tenants = new ArrayList<>(options.tenants(input));
    if (tenant != null) {
      tenants.add(tenant);
    }
    try (FoundKeys keys = FoundKeys.open(properties)) {
      if (keys == null) {
        return "Nothing is proved: the settings have no keys, so the id may be of none";
      }
      Set<String> known = keys.dataKeys(tenants);
      if (known.containsAll(retiring)) {
        return null;
      }
      if (keys.areOfTable() && tenants.isEmpty()) {
        return "Nothing is proved: in a key table each tenant has keys; name those by --names-file"
            + " whose key this is";
      }
      throw new IllegalArgumentException( // not with what was given, which may be a key
          "--none-under takes the id of a data key, 8 hexadecimal digits that 'keyring show' lists under KEY ID; here these are "
              + known);
    }
  }

  private Answer shown(KeyCensus census) {
    Answer answer = new Answer();
    answer.line(FORMAT.formatted("DATA KEY", "INDEX KEY", "SUITE", "ENTRIES"));
    for (KeyCensus.Count count : census.counts()) {
      answer.line(
          FORMAT.formatted(count.dataKey(), count.indexKey(), count.suite(), count.entries()));
    }
    answer.line(
        "Entries: %d; others, which are none of SealCache's: %d"
            .formatted(census.entries(), census.others()));
    if (census.uncounted() > 0) {
      answer.line(
          "Of the entries %d are in no line above: they are under too many keys to list them all"
              .formatted(census.uncounted()));
    }
    return answer
        .member("cache", options.shown(census.entries() + census.others() > 0))
        .member("entries", census.entries())
        .member("others", census.others())
        .member("uncounted", census.uncounted())
        .member("counts", census.counts());
  }
}
