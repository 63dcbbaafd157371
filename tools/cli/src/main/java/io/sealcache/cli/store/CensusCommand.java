package io.sealcache.cli.store;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sealcache.KeyCensus;
import io.sealcache.StoreCensus;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.RunOptions;
import io.sealcache.cli.SettingsOptions;
import io.sealcache.cli.ToolInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Mixin private RunOptions run = new RunOptions();

  @Parameters(index = "0", paramLabel = "CACHE", description = "Name of the cache.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String cache;

  @Option(
      names = "--none-under",
      paramLabel = "KEY_ID",
      converter = KeyIdConverter.class,
      description =
          "Ends with 3 if an entry is under this data key, which then can't be retired without a"
              + " miss, or if there is no entry at all, which proves nothing. 8 hexadecimal digits,"
              + " as 'keyring show' lists under KEY ID. May be given several times.")
  private List<String> retiring = List.of();

  /**
   * @param input what the command reads besides its arguments
   */
  public CensusCommand(ToolInput input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    try (StoreCensus store = StoreCensus.open(run.storeProperties(), SettingsOptions.loader());
        Progress progress = run.progress(input, "entries", 0)) {
      KeyCensus census = store.count(cache, progress::at);
      progress.close();
      refuseIndexKeys(census);
      boolean provesNothing = !retiring.isEmpty() && census.entries() == 0;
      Answer answer = shown(census);
      if (provesNothing) {
        answer.line(
            "The store shows no entry of the cache '%s', which proves nothing: is the name right?"
                .formatted(cache));
      }
      run.print(answer);
      Map<String, Long> entries = census.byDataKey();
      return provesNothing || retiring.stream().anyMatch(entries::containsKey)
          ? ExitCodes.NO
          : ExitCodes.DONE;
    }
  }

  /** No entry is under one as a data key, which proves nothing of the key that was meant. */
  private void refuseIndexKeys(KeyCensus census) {
    for (String id : retiring) {
      if (census.byIndexKey().containsKey(id) && !census.byDataKey().containsKey(id)) {
        throw new IllegalArgumentException(
            "Key %s is the index key of the cache's entries; give --none-under the id of a data key"
                .formatted(id));
      }
    }
  }

  private Answer shown(KeyCensus census) {
    Answer answer = new Answer();
    answer.line(FORMAT.formatted("DATA KEY", "INDEX KEY", "SUITE", "ENTRIES"));
    JsonArray rows = new JsonArray();
    for (KeyCensus.Count count : census.counts()) {
      answer.line(
          FORMAT.formatted(count.dataKey(), count.indexKey(), count.suite(), count.entries()));
      JsonObject row = new JsonObject();
      row.addProperty("dataKey", count.dataKey());
      row.addProperty("indexKey", count.indexKey());
      row.addProperty("suite", count.suite());
      row.addProperty("entries", count.entries());
      rows.add(row);
    }
    return answer
        .line(
            "Entries: %d; others, which are none of SealCache's: %d"
                .formatted(census.entries(), census.others()))
        .member("cache", cache)
        .member("entries", census.entries())
        .member("others", census.others())
        .member("counts", rows);
  }
}
