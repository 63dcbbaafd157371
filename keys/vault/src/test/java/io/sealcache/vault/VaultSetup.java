package io.sealcache.vault;

import io.sealcache.keys.KeyringFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A {@link StrictVault} for each test, and the files by which one logs in to it. */
final class VaultSetup implements BeforeEachCallback, AfterEachCallback {
  static final Map<String, String> CONTEXT = Map.of("sealcache-context", "shop");

  private final StrictVault vault = new StrictVault();
  private Path directory = Path.of("");

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    directory = Files.createTempDirectory("vault");
    write("token", StrictVault.TOKEN + "\n");
    write("jwt", StrictVault.JWT);
    write("role-id", "role");
    write("secret-id", "secret");
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    vault.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  StrictVault vault() {
    return vault;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  void write(String name, String content) throws IOException {
    Files.writeString(file(name), content);
    Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString("rw-------"));
  }

  /** As the setting names a key, without the scheme. */
  String address(String key, String login) {
    return "%s/transit/%s?namespace=%s&%s"
        .formatted(vault.url(), key, StrictVault.NAMESPACE, login);
  }

  String byToken() {
    return "auth=token&token-file=" + file("token");
  }

  String byKubernetes() {
    return "auth=kubernetes&role=shop&jwt-file=" + file("jwt");
  }

  String byAppRole() {
    return "auth=approle&role-id-file=%s&secret-id-file=%s"
        .formatted(file("role-id"), file("secret-id"));
  }

  TransitKey open(String key, String login) {
    return TransitKey.open(TransitAddress.parse(address(key, login)));
  }

  TransitKey open() {
    return open("caches", byToken());
  }

  /** A keyring file of new keys. */
  Path keyring() throws IOException {
    Path file = file("keyring");
    try (TransitKey key = open()) {
      KeyringFile.generate(Instant.EPOCH).write(file, key, CONTEXT);
    }
    return file;
  }
}
