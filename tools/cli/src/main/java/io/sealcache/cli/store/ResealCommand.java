package io.sealcache.cli.store;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.Resealing;
import io.sealcache.StoredEntries;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.Progress;
import io.sealcache.cli.ToolInput;
import io.sealcache.internal.settings.CacheSettings;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
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
          + " applications go on, so that the older one can be retired. Those of all tenants that"
          + " are named in one walk over the cache.",
      "Values are not decoded; their times of writing and expiry stay. It can be ended and begun"
          + " again at any time. Ends with 3 if entries are left that do not open, or that are"
          + " tenants' and no tenant is named, or if a tenant that is named has none."
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
   * @param input of the command, besides its arguments
   */
  public ResealCommand(ToolInput input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    List<String> tenants = options.tenants(input);
    Properties properties = options.run().properties();
    CacheSettings settings = options.settings(properties);
    if (tenants.isEmpty() && settings.tenantResolver() != null) {
      options
          .run()
          .print(
              new Answer()
                  .line("Nothing was sealed")
                  .line("The cache has a tenant resolver: name all tenants by --names-file")
                  .member("lacksNames", true));
      return ExitCodes.NO;
    }
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider();
        Progress progress = options.run().progress(input, "entries")) {
      StoredEntries entries = StoredEntries.of(options.open(provider, properties, tenants));
      Resealing done =
          tenants.isEmpty()
              ? entries.reseal(rate, soFar -> progress.at(soFar.entries()))
              : entries.reseal(tenants, rate, soFar -> progress.at(soFar.entries()));
      progress.close();
      Answer answer = shown(done);
      if (!tenants.isEmpty()) {
        answer.line(
            "%,d of the names have no keys or no entry: are they right?"
                .formatted(done.withoutEntries()));
      }
      boolean lacksNames = tenants.isEmpty() && settings.tenant() == null && done.foreign() > 0;
      if (lacksNames) {
        answer
            .line(
                "Cache '%s' has entries of tenants: name all of them by --names-file, one a line"
                    .formatted(options.cache()))
            .member("lacksNames", true);
      }
      options.run().print(answer);
      return lacksNames || done.unreadable() > 0 || done.withoutEntries() > 0
          ? ExitCodes.NO
          : ExitCodes.DONE;
    }
  }

  private Answer shown(Resealing done) {
    return new Answer()
        .line("%,d entries were sealed anew".formatted(done.resealed()))
        .line("%,d were under the current key already".formatted(done.current()))
        .line("%,d were changed by others meanwhile".formatted(done.overtaken()))
        .line("%,d do not open, and stay as they are".formatted(done.unreadable()))
        .line("%,d are of others than were named, and stay too".formatted(done.foreign()))
        .member("cache", options.cache())
        .member("resealed", done.resealed())
        .member("current", done.current())
        .member("overtaken", done.overtaken())
        .member("unreadable", done.unreadable())
        .member("foreign", done.foreign())
        .member("withoutEntries", done.withoutEntries());
  }
}
