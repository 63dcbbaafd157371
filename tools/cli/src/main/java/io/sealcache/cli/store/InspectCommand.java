package io.sealcache.cli.store;

import io.sealcache.EncryptedCachingProvider;
import io.sealcache.StoredEntries;
import io.sealcache.cli.Answer;
import io.sealcache.cli.ExitCodes;
import io.sealcache.cli.ToolInput;
import io.sealcache.encryption.StoredEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what the store holds for a key. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the store holds for a key of a cache: which key sealed it, when, how long it is,"
          + " and whether it opens. It is no access: nothing about the entry changes.",
      "Ends with 3 if nothing is there, or it does not open."
    })
public final class InspectCommand implements Callable<Integer> {
  private final ToolInput input;

  @Mixin private CacheOptions options = new CacheOptions();

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      description = "The entry's key; - reads it from standard input, so that nobody sees it.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String key;

  @Option(
      names = "--key-type",
      paramLabel = "TYPE",
      description =
          "Of the key: ${COMPLETION-CANDIDATES}. By default that of the cache, or a string.")
  private @Nullable KeyType keyType;

  @Option(
      names = "--value",
      description = "Shows the decoded value too: plaintext, so mind who sees the screen.")
  private boolean showsValue;

  /**
   * @param input of the command, besides its arguments
   */
  public InspectCommand(ToolInput input) {
    this.input = input;
  }

  @Override
  public Integer call() throws IOException {
    List<String> tenants = options.tenants(input);
    Properties properties = options.run().properties();
    boolean isOfTenants = options.settings(properties).tenantResolver() != null;
    if (tenants.size() > 1 || (tenants.isEmpty() && isOfTenants)) {
      throw new IllegalArgumentException(
          "Cache '%s': an entry is one tenant's; name one by --tenant or --names-file"
              .formatted(options.cache()));
    }
    try (EncryptedCachingProvider provider = new EncryptedCachingProvider()) {
      Cache<Object, Object> cache = options.open(provider, properties, tenants);
      KeyType type = keyType == null ? KeyType.of(cache) : keyType;
      StoredEntry found = StoredEntries.of(cache).find(type.parse(keyText())).orElse(null);
      Answer answer =
          found == null
              ? new Answer().line("The store holds nothing for this key").member("found", false)
              : EntryRows.shown(found, input.clock(), showsValue);
      options.run().print(answer.member("cache", options.cache()));
      return found == null || found.unreadable().isPresent() ? ExitCodes.NO : ExitCodes.DONE;
    }
  }

  private String keyText() throws IOException {
    if (!key.equals("-")) {
      return key;
    }
    List<String> lines = input.lines(Path.of(key));
    if (lines.size() != 1) {
      throw new IllegalArgumentException("Standard input must have one line, the key");
    }
    return lines.get(0);
  }
}
