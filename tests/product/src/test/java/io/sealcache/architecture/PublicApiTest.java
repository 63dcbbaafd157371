package io.sealcache.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import io.sealcache.fixture.Artifacts;
import io.sealcache.fixture.VisibleSignatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The types that applications may name, each with the reason; all else may change at any time. */
class PublicApiTest {
  private static final JavaClasses PRODUCT = Layers.ofTheProduct();

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("io.sealcache.EncryptedCachingProvider", "what JCache and settings name"),
          entry("io.sealcache.EncryptedCacheManager", "unwrap"),
          entry("io.sealcache.EncryptedCache", "what unwrap of a cache gives"),
          entry("io.sealcache.EncryptedConfiguration", "settings of one cache, by code"),
          entry("io.sealcache.EncryptionMXBean", "what monitoring reads"),
          entry("io.sealcache.KeyCensus", "what a census gives"),
          entry("io.sealcache.Resealing", "how far sealing anew has come"),
          entry("io.sealcache.StoreCensus", "for tools that have no key"),
          entry("io.sealcache.StoredEntries", "to see a rotation to its end"),
          entry("io.sealcache.UnreadableEntryException", "caught where on-unreadable=fail"),
          entry("io.sealcache.encryption.AuditNames", "a setting's values"),
          entry("io.sealcache.encryption.OnUnreadable", "a setting's values"),
          entry("io.sealcache.codec.Codec", "implemented by applications"),
          entry("io.sealcache.codec.EncodingBuffer", "what a codec writes to"),
          entry("io.sealcache.codec.ValueDecoding", "how a codec decodes large values"),
          entry("io.sealcache.codec.standard.BytesCodec", "for codecs that hand on to it"),
          entry("io.sealcache.codec.standard.JavaCodec", "for codecs that hand on to it"),
          entry("io.sealcache.codec.standard.JavaFilter", "what those that hand on filter by"),
          entry("io.sealcache.codec.standard.StandardCodec", "for codecs that hand on to it"),
          entry("io.sealcache.codec.standard.StringCodec", "for codecs that hand on to it"),
          entry("io.sealcache.codec.jackson.JsonCodec", "takes an ObjectMapper or a type"),
          entry("io.sealcache.codec.jackson.MessagePackCodec", "takes an ObjectMapper or a type"),
          entry("io.sealcache.codec.jackson3.JsonCodec", "the same, of Jackson 3"),
          entry("io.sealcache.codec.jackson3.MessagePackCodec", "the same, of Jackson 3"),
          entry("io.sealcache.codec.arrow.ArrowCodec", "takes an allocator"),
          entry("io.sealcache.codec.arrow.ArrowTable", "a value with its dictionaries"),
          entry("io.sealcache.keys.KeyEncryptionKey", "implemented over a KMS"),
          entry("io.sealcache.micrometer.SealCacheMetrics", "binds meters of a cache"),
          entry("io.sealcache.keys.KeyManagementService", "implemented over a KMS"),
          entry("io.sealcache.keys.KeySource", "implemented by applications"),
          entry("io.sealcache.keys.KeySources", "for key sources that hand on to ours"),
          entry("io.sealcache.keys.KeyringFile", "keyring files by code, as the tool makes them"),
          entry("io.sealcache.keys.RefreshTimes", "when a KMS is asked again"),
          entry("io.sealcache.keys.RefreshingKeySource", "a key source over a KMS"),
          entry("io.sealcache.keys.RenewalTimes", "when keys of names are renewed"),
          entry("io.sealcache.keys.TenantResolver", "implemented by applications"),
          entry("io.sealcache.keys.WrappedKeyring", "what a key table keeps"),
          entry("io.sealcache.keys.WrappingKey", "wraps the keys of a keyring file"),
          entry(
              "io.sealcache.keys.table.DirectoryKeyTable", "for key sources that hand on to ours"),
          entry("io.sealcache.keys.table.JdbcKeyTable", "for key sources that hand on to ours"),
          entry("io.sealcache.keys.table.KeyTable", "implemented over another database"),
          entry("io.sealcache.keys.table.KeyTableOptions", "how a table is used, by code"),
          entry("io.sealcache.keys.table.KeyTableRotation", "renews and re-wraps keys of names"),
          entry("io.sealcache.keys.table.RotationProgress", "how far that has come"),
          entry("io.sealcache.keys.table.TableKeySource", "has names forgotten"));

  @Test
  void publicTypes_areThoseThatApplicationsNeed() {
    assertThat(
            PRODUCT.stream()
                .filter(type -> type.isTopLevelClass() && !isInternal(type.getPackageName()))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getName))
        .containsExactlyInAnyOrderElementsOf(TYPES.keySet());
  }

  @Test
  void signatures_nameNothingInternal() {
    List<VisibleSignatures.Seen> seen = VisibleSignatures.of(PRODUCT, TYPES.keySet());

    assertThat(seen).hasSizeGreaterThan(900);
    assertThat(seen).noneMatch(each -> isInternal(each.type()));
  }

  @Test
  void bundle_exportsThePackagesOfTheseAlone() throws IOException {
    assertThat(exported()).isEqualTo(packages());
  }

  @Test
  void storeOrCodec_isAFragmentThatNeedsNothing() throws IOException {
    for (String folder : Artifacts.FOLDERS) {
      if (!folder.equals("provider")) {
        assertThat(header(folder, "Fragment-Host")).as(folder).isEqualTo("io.sealcache");
        assertThat(header(folder, "Import-Package").split(","))
            .as(folder)
            .allMatch(imported -> imported.contains("resolution:=optional"))
            .noneMatch(imported -> imported.startsWith("io.sealcache"));
      }
    }
  }

  @Test
  void bundle_needsNothingButTheJdkJCacheAndTheKernel() throws IOException {
    assertThat(
            Arrays.stream(header("provider", "Import-Package").split(","))
                .filter(imported -> !imported.contains("resolution:=optional"))
                .map(imported -> imported.replaceAll(";.*", ""))
                .filter(imported -> !imported.startsWith("java.")))
        .allMatch(
            imported -> imported.startsWith("javax.") || imported.equals("io.sealcache.core"));
  }

  private static boolean isInternal(String name) {
    return name.startsWith("io.sealcache.internal");
  }

  private static Set<String> packages() {
    return TYPES.keySet().stream()
        .map(type -> type.substring(0, type.lastIndexOf('.')))
        .collect(Collectors.toSet());
  }

  private static Set<String> exported() throws IOException {
    Set<String> exported = new TreeSet<>();
    for (String folder : Artifacts.FOLDERS) {
      Arrays.stream(header(folder, "Export-Package").split(","))
          .map(each -> each.replaceAll(";.*", ""))
          .filter(each -> !each.isEmpty())
          .forEach(exported::add);
    }
    return exported;
  }

  /** Empty if the artifact has none. */
  private static String header(String folder, String name) throws IOException {
    Path manifest = Artifacts.classes(folder).resolve("META-INF/MANIFEST.MF");
    try (InputStream in = Files.newInputStream(manifest)) {
      String value = new Manifest(in).getMainAttributes().getValue(name);
      return value == null ? "" : value.replaceAll("\"[^\"]*\"", ""); // versions, and uses
    }
  }
}
