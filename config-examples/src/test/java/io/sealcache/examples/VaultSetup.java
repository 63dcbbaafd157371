package io.sealcache.examples;

import io.sealcache.keys.RefreshTimes;
import io.sealcache.vault.StrictVault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server that speaks Vault's API, and for each test a keyring file that it has wrapped. */
final class VaultSetup implements BeforeEachCallback, AfterEachCallback {
  private static final String KEY = "sealcache";
  static final Duration SOON = Duration.ofMillis(10);

  private static final Duration HOUR = Duration.ofHours(1);

  static final RefreshTimes RARELY = new RefreshTimes(HOUR, HOUR.multipliedBy(2));
  static final RefreshTimes OFTEN = new RefreshTimes(SOON, HOUR);

  private final StrictVault vault = StrictVault.ofOneNamespace();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String indexKey = "key.index.wrapped=" + vault.dataKey(KEY, 256);
  private final String firstKey = "key.2026-11.wrapped=" + vault.dataKey(KEY, 256);
  private final String nextKey = "key.2026-12.wrapped=" + vault.dataKey(KEY, 256);
  private Path directory = Path.of("");

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("vault");
    Files.writeString(token(), StrictVault.TOKEN + "\n");
    write("2026-11", firstKey);
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    vault.close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  StrictVault vault() {
    return vault;
  }

  URI decrypt() {
    return URI.create(vault.url() + "/v1/transit/decrypt/" + KEY);
  }

  int requests() {
    return vault.requests("transit/decrypt/" + KEY);
  }

  HttpClient client() {
    return client;
  }

  /** The file that the token is in. */
  Path token() {
    return directory.resolve("token");
  }

  Path keyring() {
    return directory.resolve("keyring");
  }

  /** The line of the keyring file for key 2026-11, which is current at first. */
  String firstKey() {
    return firstKey;
  }

  String nextKey() {
    return nextKey;
  }

  VaultKeySource open(RefreshTimes times) {
    return open(decrypt(), times);
  }

  VaultKeySource open(URI decrypt, RefreshTimes times) {
    return VaultKeySource.open(new VaultTransit(client, decrypt, token()), keyring(), times);
  }

  /** Replaced in one step, as a loading may read it at any time. */
  void write(String current, String... keys) throws IOException {
    List<String> lines = new ArrayList<>(List.of(keys));
    lines.addAll(List.of(indexKey, "index=index", "current=" + current));
    Path aside = Files.write(directory.resolve("aside"), lines);
    Files.move(
        aside, keyring(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static boolean works(Runnable action) {
    try {
      action.run();
      return true;
    } catch (CacheException | IllegalStateException e) {
      return false;
    }
  }

  static void await(BooleanSupplier condition) {
    try {
      while (!condition.getAsBoolean()) {
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("It did not come about in the time of the test", e);
    }
  }
}
