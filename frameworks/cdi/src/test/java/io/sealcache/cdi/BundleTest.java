package io.sealcache.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;

/** The jar's manifest, as OSGi and the module system read it. */
class BundleTest {
  private static final String NEEDED =
      "(javax\\.cache|jakarta\\.(annotation|enterprise|interceptor|inject))(\\..*)?";

  private static String header(String name) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("target/classes/META-INF/MANIFEST.MF"))) {
      Attributes attributes = new Manifest(in).getMainAttributes();
      String value = attributes.getValue(name);
      assertThat(value).as(name).isNotNull();
      return value.replaceAll("\"[^\"]*\"", ""); // versions and what a package uses
    }
  }

  private static List<String> needed() throws IOException {
    return Arrays.stream(header("Import-Package").split(","))
        .filter(imported -> !imported.contains("resolution:=optional"))
        .map(imported -> imported.replaceAll(";.*", ""))
        .toList();
  }

  @Test
  void bundle_hasItsNameAndExportsItsPackageAlone() throws IOException {
    assertThat(header("Bundle-SymbolicName")).isEqualTo("io.sealcache.cdi");
    assertThat(header("Automatic-Module-Name")).isEqualTo("io.sealcache.cdi");
    assertThat(header("Export-Package").replaceAll(";.*", "")).isEqualTo("io.sealcache.cdi");
  }

  @Test
  void bundle_needsWhatTheModuleDependsOnAlone() throws IOException {
    assertThat(needed()).isNotEmpty().allMatch(name -> name.matches(NEEDED));
  }

  @Test
  void bundle_offersTheExtension() throws IOException {
    assertThat(header("Provide-Capability")).startsWith("osgi.serviceloader;");
  }
}
