package io.sealcache.cli.store;

import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.ToolInput;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Seals what older keys sealed anew, with the current one. */
@Command(
    name = "reseal",
    mixinStandardHelpOptions = true,
    description = {
      "Seals each entry of a cache that an older data key sealed with the current one, while"
          + " applications go on, so that the older one can be retired.",
      "Values are not decoded; their times of writing and expiry stay. It can be ended and begun"
          + " again at any time. Ends with 3 if entries are left that do not open."
    })
public final class ResealCommand implements Callable<Integer> {
  private final ToolInput input;

  @Mixin private CacheOptions options = new CacheOptions();

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many entries are looked at in a second at the most. Default: 1000.")
  private int rate;

  /**
   * @param input what the command reads besides its arguments
   */
  public ResealCommand(ToolInput input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenStore store = OpenStore.open(options.properties(input))) {
      StoredEntries entries = StoredEntries.of(store.cache(options.cache()));
      Resealing done = reseal(entries);
      options.run().print(shown(done));
      return done.unreadable() == 0 ? ExitCodes.DONE : ExitCodes.NO;
    }
  }

  private Resealing reseal(StoredEntries entries) {
    long total = input.isWatched() && !options.isOfTenant() ? entries.census().entries() : 0;
    try (Progress progress = options.run().progress(input, "entries", total)) {
      return entries.reseal(rate, soFar -> progress.at(soFar.entries()));
    }
  }

  private Answer shown(Resealing done) {
    return new Answer()
        .line("%,d entries were sealed anew".formatted(done.resealed()))
        .line("%,d were under the current key already".formatted(done.current()))
        .line("%,d were changed by others meanwhile".formatted(done.overtaken()))
        .line("%,d do not open, and stay as they are".formatted(done.unreadable()))
        .member("cache", options.cache())
        .member("resealed", done.resealed())
        .member("current", done.current())
        .member("overtaken", done.overtaken())
        .member("unreadable", done.unreadable());
  }
}
